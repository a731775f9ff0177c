package dev.quartet.local.kinesis;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.JsonOperation;
import dev.quartet.local.aws.WireValues;
import dev.quartet.local.core.Caller;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writing and reading records. Thread-safe. */
final class RecordOperations {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MOST_PUT = 500;
    private static final int MOST_PUT_BYTES = 10 * 1024 * 1024;
    private static final int MOST_READ = 10_000;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Streams streams;
    private final Access access;
    private final Iterators iterators;

    RecordOperations(Streams streams, Access access, Iterators iterators) {
        this.streams = streams;
        this.access = access;
        this.iterators = iterators;
    }

    Map<String, JsonOperation> operations() {
        return Map.of(
                "PutRecord", this::putRecord,
                "PutRecords", this::putRecords,
                "GetShardIterator", this::getShardIterator,
                "GetRecords", this::getRecords);
    }

    private JsonNode putRecord(AwsRequest request, ObjectNode input) {
        long begin = System.nanoTime();
        var stream = access.stream(request.caller(), "PutRecord", input);
        var record = PutEntry.read(input);
        var placed = stream.put(record.partitionKey(), record.explicitHashKey(), record.data());
        if (placed.sequenceNumber().isEmpty()) {
            stream.meter().putThrottled();
            throw Errors.exceeded(placed.shardId(), stream.name(), streams.account());
        }
        stream.meter().put(record.size(), millisSince(begin));
        stream.wake();
        return NODES.objectNode()
                .put("ShardId", placed.shardId())
                .put("SequenceNumber", placed.sequenceNumber().get())
                .put("EncryptionType", stream.settings().encryptionType());
    }

    private JsonNode putRecords(AwsRequest request, ObjectNode input) {
        long begin = System.nanoTime();
        var stream = access.stream(request.caller(), "PutRecords", input);
        var entries = entries(input.path("Records"));
        var output = NODES.objectNode();
        var results = NODES.arrayNode();
        int throttled = 0;
        int bytes = 0;
        for (var entry : entries) {
            var placed = stream.put(entry.partitionKey(), entry.explicitHashKey(), entry.data());
            var result = results.addObject();
            if (placed.sequenceNumber().isPresent()) {
                result.put("SequenceNumber", placed.sequenceNumber().get()).put("ShardId", placed.shardId());
                bytes += entry.size();
            } else {
                var error = Errors.exceeded(placed.shardId(), stream.name(), streams.account());
                result.put("ErrorCode", error.code()).put("ErrorMessage", error.getMessage());
                throttled++;
            }
        }
        stream.meter().puts(entries.size() - throttled, throttled, bytes, millisSince(begin));
        stream.wake();
        output.put("FailedRecordCount", throttled)
                .put("EncryptionType", stream.settings().encryptionType())
                .set("Records", results);
        return output;
    }

    private static List<PutEntry> entries(JsonNode records) {
        if (records.isEmpty() || records.size() > MOST_PUT) {
            throw Errors.validation("records", records.size() + " members", "Member must have 1 to " + MOST_PUT);
        }
        var entries = records.valueStream().map(PutEntry::read).toList();
        if (entries.stream().mapToLong(PutEntry::size).sum() > MOST_PUT_BYTES) {
            throw Errors.invalid("Records size exceeds %d bytes".formatted(MOST_PUT_BYTES));
        }
        return entries;
    }

    private JsonNode getShardIterator(AwsRequest request, ObjectNode input) {
        var stream = access.stream(request.caller(), "GetShardIterator", input);
        var shard = shard(stream, WireValues.requiredText(input, "ShardId"));
        var position = Iterators.position(
                stream,
                shard,
                WireValues.requiredText(input, "ShardIteratorType"),
                WireValues.text(input, "StartingSequenceNumber"),
                WireValues.instant(input, "Timestamp"));
        return NODES.objectNode().put("ShardIterator", iterators.write(stream, shard, position));
    }

    private JsonNode getRecords(AwsRequest request, ObjectNode input) {
        int most = WireValues.integer(input, "Limit").orElse(MOST_READ);
        if (most < 1 || most > MOST_READ) {
            throw Errors.validation("limit", most, "Member must have value from 1 to " + MOST_READ);
        }
        var reading = read(request.caller(), WireValues.requiredText(input, "ShardIterator"), most, false);
        var output =
                NODES.objectNode().put("MillisBehindLatest", reading.batch().behind());
        var records = output.putArray("Records");
        for (var record : reading.batch().records()) {
            records.addObject()
                    .put("SequenceNumber", record.sequenceNumber())
                    .put("PartitionKey", record.partitionKey())
                    .put("Data", record.data())
                    .put("EncryptionType", reading.stream().settings().encryptionType())
                    .putPOJO("ApproximateArrivalTimestamp", record.arrived());
        }
        reading.next().ifPresentOrElse(next -> output.put("NextShardIterator", next), () -> {
            var children = output.putArray("ChildShards");
            reading.stream().shards().stream()
                    .filter(shard -> shard.parents().contains(reading.shard().id()))
                    .forEach(shard -> children.add(ShardJson.child(shard)));
        });
        return output;
    }

    /**
     * Reads on from {@code iterator}.
     *
     * @param ofAws AWS's own readers keep to the limits by themselves
     */
    Reading read(Caller caller, String iterator, int most, boolean ofAws) {
        long begin = System.nanoTime();
        var cursor = Iterators.read(iterator);
        var stream = access.named(caller, "GetRecords", cursor.streamName());
        if (!stream.id().equals(cursor.streamId())) {
            throw Errors.noStream(cursor.streamName(), streams.account());
        }
        iterators.requireFresh(cursor);
        var shard = shard(stream, cursor.shardId());
        if (!ofAws && !shard.mayRead()) {
            stream.meter().readThrottled();
            throw Errors.exceeded(shard.id(), stream.name(), streams.account());
        }
        var batch = shard.read(cursor.position(), most, stream.retention());
        if (!ofAws) {
            shard.countRead(
                    batch.records().stream().mapToInt(StoredRecord::size).sum());
        }
        stream.meter().got(batch, millisSince(begin));
        return new Reading(stream, shard, batch, batch.next().map(next -> iterators.write(stream, shard, next)));
    }

    /** Returns a shard of {@code stream}. */
    Shard shard(Stream stream, String shardId) {
        return stream.shard(shardId).orElseThrow(() -> Errors.noShard(shardId, stream.name(), streams.account()));
    }

    private static double millisSince(long begin) {
        return (System.nanoTime() - begin) / NANOS_PER_MILLI;
    }

    /** What one read brought. */
    record Reading(Stream stream, Shard shard, Shard.Batch batch, Optional<String> next) {}
}
