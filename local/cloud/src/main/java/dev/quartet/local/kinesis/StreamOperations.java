package dev.quartet.local.kinesis;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.JsonOperation;
import dev.quartet.local.aws.WireValues;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Creating, describing and changing streams. A stream is active at once. Thread-safe. */
final class StreamOperations {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int PAGE = 100;
    private static final int MOST_PAGE = 10_000;
    private static final int SHARD_LIMIT = 500;
    private static final int ON_DEMAND_LIMIT = 50;

    private final Streams streams;
    private final Access access;

    StreamOperations(Streams streams, Access access) {
        this.streams = streams;
        this.access = access;
    }

    Map<String, JsonOperation> operations() {
        var operations = new HashMap<String, JsonOperation>();
        operations.put("CreateStream", this::create);
        operations.put("DeleteStream", this::delete);
        operations.put("DescribeStream", this::describe);
        operations.put("DescribeStreamSummary", this::summary);
        operations.put("DescribeLimits", this::limits);
        operations.put("ListStreams", this::list);
        operations.put("IncreaseStreamRetentionPeriod", (request, input) -> retention(request, input, "Increase", 1));
        operations.put("DecreaseStreamRetentionPeriod", (request, input) -> retention(request, input, "Decrease", -1));
        operations.put("UpdateStreamMode", this::mode);
        return operations;
    }

    private JsonNode create(AwsRequest request, ObjectNode input) {
        var name = WireValues.requiredText(input, "StreamName");
        access.requireNamed(request.caller(), "CreateStream", name);
        var mode =
                WireValues.text(input.path("StreamModeDetails"), "StreamMode").orElse("PROVISIONED");
        var shards = WireValues.integer(input, "ShardCount");
        var tags = new HashMap<String, String>();
        input.path("Tags")
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asString("")));
        streams.create(
                name, settings(mode, shards.isPresent() ? Optional.of(shards.getAsInt()) : Optional.empty()), tags);
        return NODES.objectNode();
    }

    /** Returns the settings of a new stream; throws what CreateStream refuses. */
    static StreamSettings settings(String mode, Optional<Integer> shards) {
        return switch (mode) {
            case "ON_DEMAND" -> {
                if (shards.isPresent()) {
                    throw Errors.validation("shardCount", shards.get(), "must be absent with ON_DEMAND");
                }
                yield StreamSettings.allOnDemand();
            }
            case "PROVISIONED" ->
                StreamSettings.provisioned(shards.orElseThrow(
                        () -> Errors.invalid("ShardCount must be specified for a stream of mode PROVISIONED.")));
            default ->
                throw Errors.validation(
                        "streamMode", mode, "Member must satisfy enum value set: [PROVISIONED, ON_DEMAND]");
        };
    }

    private JsonNode delete(AwsRequest request, ObjectNode input) {
        streams.delete(access.stream(request.caller(), "DeleteStream", input).name());
        return NODES.objectNode();
    }

    private JsonNode describe(AwsRequest request, ObjectNode input) {
        var stream = access.stream(request.caller(), "DescribeStream", input);
        int most = limit(input);
        var after = WireValues.text(input, "ExclusiveStartShardId").orElse("");
        var rest = stream.shards().stream()
                .filter(shard -> shard.id().compareTo(after) > 0)
                .toList();
        var output = NODES.objectNode();
        var description = output.putObject("StreamDescription");
        common(description, stream).put("HasMoreShards", rest.size() > most);
        var shards = description.putArray("Shards");
        rest.stream().limit(most).map(ShardJson::of).forEach(shards::add);
        return output;
    }

    private JsonNode summary(AwsRequest request, ObjectNode input) {
        var stream = access.stream(request.caller(), "DescribeStreamSummary", input);
        var output = NODES.objectNode();
        common(output.putObject("StreamDescriptionSummary"), stream)
                .put("OpenShardCount", stream.open().size())
                .put("ConsumerCount", 0);
        return output;
    }

    private static ObjectNode common(ObjectNode node, Stream stream) {
        head(node, stream)
                .put("RetentionPeriodHours", stream.retention().toHours())
                .put("EncryptionType", stream.settings().encryptionType());
        stream.settings().key().ifPresent(key -> node.put("KeyId", key));
        node.putArray("EnhancedMonitoring").addObject().putArray("ShardLevelMetrics");
        return node;
    }

    private static ObjectNode head(ObjectNode node, Stream stream) {
        node.put("StreamName", stream.name())
                .put("StreamARN", stream.arn().toString())
                .put("StreamStatus", "ACTIVE")
                .putPOJO("StreamCreationTimestamp", stream.created());
        node.putObject("StreamModeDetails").put("StreamMode", stream.settings().mode());
        return node;
    }

    private JsonNode limits(AwsRequest request, ObjectNode input) {
        access.require(request.caller(), "DescribeLimits");
        var all = streams.all();
        return NODES.objectNode()
                .put("ShardLimit", SHARD_LIMIT)
                .put(
                        "OpenShardCount",
                        all.stream()
                                .filter(stream -> !stream.settings().onDemand())
                                .mapToInt(stream -> stream.open().size())
                                .sum())
                .put(
                        "OnDemandStreamCount",
                        all.stream()
                                .filter(stream -> stream.settings().onDemand())
                                .count())
                .put("OnDemandStreamCountLimit", ON_DEMAND_LIMIT);
    }

    private JsonNode list(AwsRequest request, ObjectNode input) {
        access.require(request.caller(), "ListStreams");
        int most = limit(input);
        var after = WireValues.text(input, "NextToken")
                .or(() -> WireValues.text(input, "ExclusiveStartStreamName"))
                .orElse("");
        List<Stream> rest = streams.all().stream()
                .filter(stream -> stream.name().compareTo(after) > 0)
                .toList();
        var output = NODES.objectNode().put("HasMoreStreams", rest.size() > most);
        var names = output.putArray("StreamNames");
        var summaries = output.putArray("StreamSummaries");
        rest.stream().limit(most).forEach(stream -> {
            names.add(stream.name());
            head(summaries.addObject(), stream);
        });
        if (rest.size() > most) {
            output.put("NextToken", rest.get(most - 1).name());
        }
        return output;
    }

    private JsonNode retention(AwsRequest request, ObjectNode input, String change, int direction) {
        var stream = access.stream(request.caller(), change + "StreamRetentionPeriod", input);
        var hours = WireValues.integer(input, "RetentionPeriodHours")
                .orElseThrow(() -> Errors.validation("retentionPeriodHours", "null", "Member must not be null"));
        var now = Duration.ofHours(hours);
        if (now.compareTo(stream.retention()) * direction < 0) {
            throw Errors.invalid(
                    "Requested retention period (%d hours) for stream %s can not be %s than existing retention period (%d hours)."
                            .formatted(
                                    hours,
                                    stream.name(),
                                    direction > 0 ? "shorter" : "longer",
                                    stream.retention().toHours()));
        }
        stream.configure(stream.settings().withRetention(now));
        return NODES.objectNode();
    }

    private JsonNode mode(AwsRequest request, ObjectNode input) {
        var stream = access.stream(request.caller(), "UpdateStreamMode", input);
        var mode = WireValues.requiredText(input.path("StreamModeDetails"), "StreamMode");
        if (!mode.equals("ON_DEMAND") && !mode.equals("PROVISIONED")) {
            throw Errors.validation("streamMode", mode, "Member must satisfy enum value set: [PROVISIONED, ON_DEMAND]");
        }
        stream.configure(stream.settings().withOnDemand(mode.equals("ON_DEMAND")));
        return NODES.objectNode();
    }

    private static int limit(ObjectNode input) {
        int most = WireValues.integer(input, "Limit").orElse(PAGE);
        if (most < 1 || most > MOST_PAGE) {
            throw Errors.validation("limit", most, "Member must have value from 1 to " + MOST_PAGE);
        }
        return most;
    }
}
