package dev.quartet.functions.services.orders;

import dev.quartet.functions.common.Logs;
import dev.quartet.functions.data.Reopened;
import dev.quartet.functions.services.orders.Decisions.Decision;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;

/**
 * Puts events into the stream and the topic, in order, ten at a time (SNS takes no more). What follows a failure waits until that
 * succeeds, but what came with it in one batch may be out already: everything goes out at least once, and consumers tell by eventId.
 */
final class Publisher {
    /** PublishBatch takes at most 10 messages and 256 kB; an order of 20 lines is under 6 kB. */
    private static final int BATCH = 10;

    private final Reopened<SnsClient> sns;
    private final Reopened<KinesisClient> kinesis;
    private final String topic;
    private final String stream;
    private final Logs logs;

    Publisher(Reopened<SnsClient> sns, Reopened<KinesisClient> kinesis, String topic, String stream, Logs logs) {
        this.sns = sns;
        this.kinesis = kinesis;
        this.topic = topic;
        this.stream = stream;
        this.logs = logs;
    }

    /** @return how many of them, from the first on, went out to both */
    int publish(List<Decision> decisions) {
        int done = 0;
        while (done < decisions.size()) {
            List<Decision> batch = decisions.subList(done, Math.min(done + BATCH, decisions.size()));
            int streamed = tried("stream", batch, () -> stream(batch));
            int published = streamed == 0 ? 0 : tried("topic", batch, () -> publishBatch(batch.subList(0, streamed)));
            for (Decision decision : batch.subList(0, published)) {
                log("published", decision, Map.of());
            }
            done += published;
            if (published < batch.size()) {
                return done;
            }
        }
        return done;
    }

    @FunctionalInterface
    private interface Batch {
        int send();
    }

    private int tried(String where, List<Decision> batch, Batch sending) {
        try {
            return sending.send();
        } catch (SdkException e) {
            logs.correlate(batch.getFirst().event().envelope().correlationId());
            logs.error("events were not published to the " + where, e);
            return 0;
        }
    }

    private int stream(List<Decision> batch) {
        List<PutRecordsRequestEntry> entries = new ArrayList<>();
        for (Decision decision : batch) {
            entries.add(PutRecordsRequestEntry.builder()
                    .partitionKey(decision.orderId())
                    .data(SdkBytes.fromByteArrayUnsafe(decision.event().bytes()))
                    .build());
        }
        List<PutRecordsResultEntry> results = kinesis.get()
                .putRecords(request -> request.streamName(stream).records(entries))
                .records();
        for (int i = 0; i < results.size(); i++) {
            String code = results.get(i).errorCode();
            if (code != null) {
                failed(batch.get(i), "stream", code, results.get(i).errorMessage());
                return i;
            }
        }
        return batch.size();
    }

    private int publishBatch(List<Decision> batch) {
        List<PublishBatchRequestEntry> entries = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            Decision decision = batch.get(i);
            entries.add(PublishBatchRequestEntry.builder()
                    .id(String.valueOf(i))
                    .message(new String(decision.event().bytes(), StandardCharsets.UTF_8))
                    .messageAttributes(Map.of(
                            "eventType", attribute("String", decision.event().type()),
                            "schemaVersion",
                                    attribute(
                                            "Number",
                                            String.valueOf(decision.event().schemaVersion()))))
                    .build());
        }
        int first = batch.size();
        for (BatchResultErrorEntry error : sns.get()
                .publishBatch(request -> request.topicArn(topic).publishBatchRequestEntries(entries))
                .failed()) {
            int index = Integer.parseInt(error.id());
            failed(batch.get(index), "topic", error.code(), error.message());
            first = Math.min(first, index);
        }
        return first;
    }

    private static MessageAttributeValue attribute(String type, String value) {
        return MessageAttributeValue.builder().dataType(type).stringValue(value).build();
    }

    private void failed(Decision decision, String where, String code, String message) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("where", where);
        fields.put("code", code);
        fields.put("reason", String.valueOf(message));
        fields.put("sequenceNumber", decision.sequenceNumber());
        log("not published", decision, fields);
    }

    private void log(String message, Decision decision, Map<String, Object> more) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("eventId", decision.event().envelope().eventId());
        fields.put("type", decision.event().type());
        fields.putAll(more);
        logs.correlate(decision.event().envelope().correlationId());
        logs.info(message, fields);
    }
}
