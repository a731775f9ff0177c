package dev.quartet.local.kinesis;

import dev.quartet.local.core.Caller;
import dev.quartet.local.core.RecordStreams;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Kinesis for event source mappings: records as <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html">Lambda's
 * events</a> have them. Thread-safe.
 */
final class KinesisStreams implements RecordStreams {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final double MILLIS = 1000.0;

    private final Access access;
    private final RecordOperations records;
    private final Iterators iterators;

    KinesisStreams(Access access, RecordOperations records, Iterators iterators) {
        this.access = access;
        this.records = records;
        this.iterators = iterators;
    }

    @Override
    public String service() {
        return "kinesis";
    }

    @Override
    public List<String> rights() {
        return List.of("GetRecords", "GetShardIterator", "DescribeStream", "DescribeStreamSummary", "ListShards");
    }

    @Override
    public String batchInfo() {
        return "Kinesis";
    }

    @Override
    public List<Shard> shards(Caller caller, String streamArn) {
        return access.of(caller, "ListShards", streamArn).shards().stream()
                .map(shard -> new Shard(shard.id(), shard.parents()))
                .toList();
    }

    @Override
    public String iterator(Caller caller, String streamArn, String shardId, Position position) {
        var stream = access.of(caller, "GetShardIterator", streamArn);
        var shard = records.shard(stream, shardId);
        return iterators.write(
                stream,
                shard,
                Iterators.position(stream, shard, position.type(), position.sequenceNumber(), position.timestamp()));
    }

    @Override
    public Slice read(Caller caller, String streamArn, String iterator, int most) {
        var reading = records.read(caller, iterator, most, true);
        var role = caller.roleArn().orElse(caller.arn());
        return new Slice(
                reading.batch().records().stream()
                        .map(record -> entry(reading, record, role))
                        .toList(),
                reading.next());
    }

    @Override
    public Wakeup onRecords(String streamArn, Runnable wake) {
        var end = access.existing(streamArn).listen(wake);
        return end::run;
    }

    private static Entry entry(RecordOperations.Reading reading, StoredRecord record, String role) {
        var event = JSON.createObjectNode();
        event.putObject("kinesis")
                .put("kinesisSchemaVersion", "1.0")
                .put("partitionKey", record.partitionKey())
                .put("sequenceNumber", record.sequenceNumber())
                .put("data", record.data())
                .put("approximateArrivalTimestamp", record.arrived().toEpochMilli() / MILLIS);
        var arn = reading.stream().arn();
        event.put("eventSource", "aws:kinesis")
                .put("eventVersion", "1.0")
                .put("eventID", reading.shard().id() + ":" + record.sequenceNumber())
                .put("eventName", "aws:kinesis:record")
                .put("invokeIdentityArn", role)
                .put("awsRegion", arn.region())
                .put("eventSourceARN", arn.toString());
        return new Entry(
                record.sequenceNumber(), record.partitionKey(), record.arrived(), event, filterView(event, record));
    }

    /** Filters look at the metadata of the record and at its {@code data}, as the object that it is when it is JSON. */
    private static ObjectNode filterView(ObjectNode event, StoredRecord record) {
        var view = event.deepCopy();
        if (event.path("kinesis") instanceof ObjectNode metadata) {
            view.setAll(metadata);
        }
        try {
            view.set("data", JSON.readTree(record.data()));
        } catch (JacksonException e) {
            view.put("data", new String(record.data(), StandardCharsets.UTF_8));
        }
        return view;
    }
}
