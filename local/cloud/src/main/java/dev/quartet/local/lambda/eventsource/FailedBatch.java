package dev.quartet.local.lambda.eventsource;

import dev.quartet.local.core.FunctionInvoker;
import dev.quartet.local.core.RecordStreams.Entry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * A batch that was given up.
 *
 * @param condition {@code RetryAttemptsExhausted} or {@code RecordAgeExceeded}
 * @param last what the function answered last, if it ran
 */
record FailedBatch(
        String shardId,
        List<Entry> entries,
        String condition,
        int tries,
        String requestId,
        Optional<FunctionInvoker.Result> last) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * Returns the <a href="https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html">invocation
     * record</a>; the batch itself is in it as text for buckets only.
     */
    byte[] record(String info, String streamArn, String functionArn, Instant now, boolean withPayload) {
        var record = JSON.createObjectNode();
        record.putObject("requestContext")
                .put("requestId", requestId)
                .put("functionArn", functionArn)
                .put("condition", condition)
                .put("approximateInvokeCount", tries);
        var response = record.putObject("responseContext").put("statusCode", 200);
        last.ifPresent(result -> {
            response.put("executedVersion", result.executedVersion());
            result.functionError().ifPresent(error -> response.put("functionError", error));
        });
        record.put("version", "1.0").put("timestamp", now.toString());
        var first = entries.getFirst();
        var end = entries.getLast();
        record.putObject(info + "BatchInfo")
                .put("shardId", shardId)
                .put("startSequenceNumber", first.sequenceNumber())
                .put("endSequenceNumber", end.sequenceNumber())
                .put("approximateArrivalOfFirstRecord", first.arrived().toString())
                .put("approximateArrivalOfLastRecord", end.arrived().toString())
                .put("batchSize", entries.size())
                .put("streamArn", streamArn);
        if (withPayload) {
            var batch = Events.of(entries.stream().map(Entry::event).toList());
            record.put("payload", new String(batch, StandardCharsets.UTF_8));
        }
        return JSON.writeValueAsBytes(record);
    }
}
