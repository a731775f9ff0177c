package dev.quartet.functions.services.orders;

import dev.quartet.functions.services.events.Event;
import dev.quartet.functions.services.events.EventReader;
import dev.quartet.functions.services.events.InvalidEventException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchRequest;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;

/** A topic and a stream that take what comes, but for what they are told to refuse. */
final class Outlets {
    private static final int MAX_BATCH = 10;

    private final List<Event> published = new ArrayList<>();
    private final List<Event> streamed = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private final List<String> types = new ArrayList<>();
    private @Nullable String refusedByTopic;
    private @Nullable String refusedByStream;
    private boolean topicBroken;
    private boolean streamBroken;

    List<Event> published() {
        return published;
    }

    List<Event> streamed() {
        return streamed;
    }

    List<String> keys() {
        return keys;
    }

    /** Of each message, its attributes. */
    List<String> types() {
        return types;
    }

    void refusePublished(String orderId) {
        refusedByTopic = orderId;
    }

    void refuseStreamed(String orderId) {
        refusedByStream = orderId;
    }

    void refuseNothing() {
        refusedByTopic = null;
        refusedByStream = null;
    }

    void breakTopic() {
        topicBroken = true;
    }

    void breakStream() {
        streamBroken = true;
    }

    private static Event event(byte[] json) {
        try {
            return EventReader.read(json);
        } catch (InvalidEventException e) {
            throw new AssertionError(e);
        }
    }

    private static Event event(String json) {
        try {
            return EventReader.read(json);
        } catch (InvalidEventException e) {
            throw new AssertionError(e);
        }
    }

    SnsClient sns() {
        return new SnsClient() {
            @Override
            public PublishBatchResponse publishBatch(PublishBatchRequest request) {
                if (topicBroken) {
                    throw SdkClientException.create("for the test");
                }
                if (request.publishBatchRequestEntries().size() > MAX_BATCH) {
                    throw new AssertionError("SNS takes at most 10 messages");
                }
                List<BatchResultErrorEntry> failed = new ArrayList<>();
                for (PublishBatchRequestEntry entry : request.publishBatchRequestEntries()) {
                    Event event = event(entry.message());
                    if (refusedByTopic != null && event.envelope().eventId().startsWith(refusedByTopic)) {
                        failed.add(BatchResultErrorEntry.builder()
                                .id(entry.id())
                                .code("InternalError")
                                .message("for the test")
                                .build());
                        continue;
                    }
                    published.add(event);
                    types.add(entry.messageAttributes().get("eventType").stringValue() + " "
                            + entry.messageAttributes().get("schemaVersion").stringValue());
                }
                return PublishBatchResponse.builder().failed(failed).build();
            }

            @Override
            public String serviceName() {
                return "sns";
            }

            @Override
            public void close() {
                // There is nothing open.
            }
        };
    }

    KinesisClient kinesis() {
        return new KinesisClient() {
            @Override
            public PutRecordsResponse putRecords(PutRecordsRequest request) {
                if (streamBroken) {
                    throw SdkClientException.create("for the test");
                }
                List<PutRecordsResultEntry> results = new ArrayList<>();
                for (PutRecordsRequestEntry entry : request.records()) {
                    if (entry.partitionKey().equals(refusedByStream)) {
                        results.add(PutRecordsResultEntry.builder()
                                .errorCode("ProvisionedThroughputExceededException")
                                .errorMessage("for the test")
                                .build());
                        continue;
                    }
                    streamed.add(event(entry.data().asByteArray()));
                    keys.add(entry.partitionKey());
                    results.add(
                            PutRecordsResultEntry.builder().sequenceNumber("1").build());
                }
                return PutRecordsResponse.builder().records(results).build();
            }

            @Override
            public String serviceName() {
                return "kinesis";
            }

            @Override
            public void close() {
                // There is nothing open.
            }
        };
    }
}
