package dev.quartet.local.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.aws.JsonApi;
import dev.quartet.local.core.Arn;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.RecordStreams;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** DynamoDB Streams for event source mappings, through the service's own front: authorised as any caller is. Thread-safe. */
public final class TableStreams implements RecordStreams {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** To this DynamoDB Local rounds a record's time down, where AWS has seconds. */
    private static final Duration COARSE = Duration.ofMinutes(1);

    private final DynamoDbService service;
    private final Clock clock;

    /** Creates it over {@code service}. */
    public TableStreams(DynamoDbService service, Clock clock) {
        this.service = requireNonNull(service, "service is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public String service() {
        return "dynamodb";
    }

    @Override
    public List<String> rights() {
        return List.of("GetRecords", "GetShardIterator", "DescribeStream", "ListStreams");
    }

    @Override
    public String batchInfo() {
        return "DDBStream";
    }

    @Override
    public List<Shard> shards(Caller caller, String streamArn) {
        var result = new ArrayList<Shard>();
        Optional<String> last = Optional.empty();
        do {
            var input = JSON.createObjectNode().put("StreamArn", streamArn);
            last.ifPresent(id -> input.put("ExclusiveStartShardId", id));
            var stream = call(caller, streamArn, "DescribeStream", input).path("StreamDescription");
            for (var shard : stream.path("Shards")) {
                result.add(new Shard(
                        text(shard, "ShardId"),
                        optional(shard, "ParentShardId").stream().toList()));
            }
            last = optional(stream, "LastEvaluatedShardId");
        } while (last.isPresent());
        return result;
    }

    @Override
    public String iterator(Caller caller, String streamArn, String shardId, Position position) {
        if (position.type().equals("AT_TIMESTAMP")) {
            throw new AwsException(
                    "InvalidParameterValueException",
                    400,
                    "Unsupported starting position for stream type: AT_TIMESTAMP");
        }
        var input = JSON.createObjectNode()
                .put("StreamArn", streamArn)
                .put("ShardId", shardId)
                .put("ShardIteratorType", position.type());
        position.sequenceNumber().ifPresent(number -> input.put("SequenceNumber", number));
        return text(call(caller, streamArn, "GetShardIterator", input), "ShardIterator");
    }

    @Override
    public Slice read(Caller caller, String streamArn, String iterator, int most) {
        var input = JSON.createObjectNode().put("ShardIterator", iterator).put("Limit", Math.min(most, 1000));
        var answer = call(caller, streamArn, "GetRecords", input);
        var entries = new ArrayList<Entry>();
        for (var record : answer.path("Records")) {
            if (record instanceof ObjectNode object) {
                entries.add(entry(streamArn, object));
            }
        }
        return new Slice(entries, optional(answer, "NextShardIterator"));
    }

    @Override
    public Wakeup onRecords(String streamArn, Runnable wake) {
        var arn = Arn.parse(streamArn);
        return service.writes().listen(arn.region(), arn.resource().split("/", -1)[1], wake);
    }

    /** A record is read as soon as it is written, as a rule: it came now, or at the end of its minute. */
    private Entry entry(String streamArn, ObjectNode record) {
        record.put("eventSourceARN", streamArn);
        var data = record.path("dynamodb");
        var latest = Instant.ofEpochSecond(
                        data.path("ApproximateCreationDateTime").asLong(0))
                .plus(COARSE);
        var now = clock.instant();
        var arrived = now.isBefore(latest) ? now : latest;
        if (data instanceof ObjectNode object) {
            object.put("ApproximateCreationDateTime", arrived.getEpochSecond());
        }
        return new Entry(
                data.path("SequenceNumber").asString(""), data.path("Keys").toString(), arrived, record, record);
    }

    private ObjectNode call(Caller caller, String streamArn, String operation, ObjectNode input) {
        JsonApi.Reply reply = service.call(caller, Arn.parse(streamArn).region(), operation, input);
        if (!reply.ok()) {
            var message = reply.body()
                    .path("message")
                    .asString(reply.body().path("Message").asString(""));
            throw new AwsException(reply.error(), reply.status(), message);
        }
        return reply.body();
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }

    private static Optional<String> optional(JsonNode node, String field) {
        return Optional.of(text(node, field)).filter(value -> !value.isEmpty());
    }
}
