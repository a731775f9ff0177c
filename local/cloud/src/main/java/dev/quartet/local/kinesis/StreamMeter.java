package dev.quartet.local.kinesis;

import dev.quartet.local.core.Metrics;
import dev.quartet.local.core.Metrics.Metric;
import java.util.Map;

/**
 * One stream's metrics, see <a
 * href="https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html#kinesis-metrics-stream">Kinesis</a>.
 * Thread-safe.
 */
final class StreamMeter {
    private final Metric incomingRecords;
    private final Metric incomingBytes;
    private final Metric writeExceeded;
    private final Metric readExceeded;
    private final Metric putBytes;
    private final Metric putSuccess;
    private final Metric putLatency;
    private final Metric putsBytes;
    private final Metric putsSuccess;
    private final Metric putsRecords;
    private final Metric putsTotal;
    private final Metric putsSuccessful;
    private final Metric putsThrottled;
    private final Metric putsFailed;
    private final Metric putsLatency;
    private final Metric getBytes;
    private final Metric getRecords;
    private final Metric getSuccess;
    private final Metric getLatency;
    private final Metric iteratorAge;

    StreamMeter(Metrics metrics, String region, String streamName) {
        var of = new Object() {
            Metric named(String name, String unit) {
                return metrics.metric(region, "AWS/Kinesis", name, Map.of("StreamName", streamName), unit);
            }
        };
        incomingRecords = of.named("IncomingRecords", "Count");
        incomingBytes = of.named("IncomingBytes", "Bytes");
        writeExceeded = of.named("WriteProvisionedThroughputExceeded", "Count");
        readExceeded = of.named("ReadProvisionedThroughputExceeded", "Count");
        putBytes = of.named("PutRecord.Bytes", "Bytes");
        putSuccess = of.named("PutRecord.Success", "Count");
        putLatency = of.named("PutRecord.Latency", "Milliseconds");
        putsBytes = of.named("PutRecords.Bytes", "Bytes");
        putsSuccess = of.named("PutRecords.Success", "Count");
        putsRecords = of.named("PutRecords.Records", "Count");
        putsTotal = of.named("PutRecords.TotalRecords", "Count");
        putsSuccessful = of.named("PutRecords.SuccessfulRecords", "Count");
        putsThrottled = of.named("PutRecords.ThrottledRecords", "Count");
        putsFailed = of.named("PutRecords.FailedRecords", "Count");
        putsLatency = of.named("PutRecords.Latency", "Milliseconds");
        getBytes = of.named("GetRecords.Bytes", "Bytes");
        getRecords = of.named("GetRecords.Records", "Count");
        getSuccess = of.named("GetRecords.Success", "Count");
        getLatency = of.named("GetRecords.Latency", "Milliseconds");
        iteratorAge = of.named("GetRecords.IteratorAgeMilliseconds", "Milliseconds");
    }

    /** Counts a PutRecord that was taken. */
    void put(int bytes, double millis) {
        incomingRecords.add(1);
        incomingBytes.add(bytes);
        putBytes.add(bytes);
        putSuccess.add(1);
        putLatency.add(millis);
    }

    /** Counts a PutRecord that was over a shard's limits. */
    void putThrottled() {
        writeExceeded.add(1);
        putSuccess.add(0);
    }

    /** Counts a PutRecords; {@code bytes} are those of the records that were taken. */
    void puts(int taken, int throttled, int bytes, double millis) {
        if (taken > 0) {
            incomingRecords.add(taken);
            incomingBytes.add(bytes);
            putsBytes.add(bytes);
            putsRecords.add(taken);
        }
        if (throttled > 0) {
            writeExceeded.add(throttled);
        }
        putsTotal.add(taken + throttled);
        putsSuccessful.add(taken);
        putsThrottled.add(throttled);
        putsFailed.add(0);
        putsSuccess.add(taken > 0 ? 1 : 0);
        putsLatency.add(millis);
    }

    /** Counts a GetRecords; {@code behind} in milliseconds. */
    void got(Shard.Batch batch, double millis) {
        getRecords.add(batch.records().size());
        getBytes.add(batch.records().stream().mapToInt(StoredRecord::size).sum());
        getSuccess.add(1);
        getLatency.add(millis);
        iteratorAge.add((double) batch.behind());
    }

    /** Counts a GetRecords that was over a shard's limits. */
    void readThrottled() {
        readExceeded.add(1);
        getSuccess.add(0);
    }
}
