package dev.quartet.local.kinesis;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.JsonOperation;
import dev.quartet.local.aws.WireValues;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Listing, splitting and merging shards. Done at once. Thread-safe. */
final class ShardOperations {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int PAGE = 1000;
    private static final int MOST_PAGE = 10_000;

    private final Streams streams;
    private final Access access;

    ShardOperations(Streams streams, Access access) {
        this.streams = streams;
        this.access = access;
    }

    Map<String, JsonOperation> operations() {
        return Map.of(
                "ListShards", this::list,
                "SplitShard", this::split,
                "MergeShards", this::merge,
                "UpdateShardCount", this::update);
    }

    private JsonNode list(AwsRequest request, ObjectNode input) {
        var token = WireValues.text(input, "NextToken").map(ShardOperations::decoded);
        var name = token.map(text -> text.substring(0, text.indexOf('/'))).orElseGet(() -> Access.name(input));
        var after = token.map(text -> text.substring(text.indexOf('/') + 1))
                .or(() -> WireValues.text(input, "ExclusiveStartShardId"))
                .orElse("");
        var stream = access.named(request.caller(), "ListShards", name);
        int most = WireValues.integer(input, "MaxResults").orElse(PAGE);
        if (most < 1 || most > MOST_PAGE) {
            throw Errors.validation("maxResults", most, "Member must have value from 1 to " + MOST_PAGE);
        }
        var rest = stream.shards().stream()
                .filter(shard -> shard.id().compareTo(after) > 0)
                .filter(filter(input.path("ShardFilter")))
                .toList();
        var output = NODES.objectNode();
        var shards = output.putArray("Shards");
        rest.stream().limit(most).map(ShardJson::of).forEach(shards::add);
        if (rest.size() > most) {
            var next = stream.name() + "/" + rest.get(most - 1).id();
            output.put("NextToken", Base64.getEncoder().encodeToString(next.getBytes(StandardCharsets.UTF_8)));
        }
        return output;
    }

    private static String decoded(String token) {
        try {
            var text = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
            if (text.contains("/")) {
                return text;
            }
        } catch (IllegalArgumentException e) {
            throw Errors.invalid("NextToken is invalid.");
        }
        throw Errors.invalid("NextToken is invalid.");
    }

    private static Predicate<Shard> filter(JsonNode filter) {
        if (filter.isMissingNode() || filter.isNull()) {
            return shard -> true;
        }
        var type = WireValues.requiredText(filter, "Type");
        var time = WireValues.instant(filter, "Timestamp");
        Predicate<Shard> open = shard -> shard.closed()
                .filter(closed -> time.isEmpty() || closed.isBefore(time.get()))
                .isEmpty();
        return switch (type) {
            case "AT_LATEST" -> shard -> shard.closed().isEmpty();
            case "AT_TRIM_HORIZON", "FROM_TRIM_HORIZON" -> shard -> true;
            case "AFTER_SHARD_ID" -> {
                var id = WireValues.requiredText(filter, "ShardId");
                yield shard -> shard.id().compareTo(id) > 0;
            }
            case "FROM_TIMESTAMP" -> open;
            case "AT_TIMESTAMP" ->
                open.and(shard -> time.filter(at -> shard.created().isAfter(at)).isEmpty());
            default ->
                throw Errors.validation(
                        "shardFilter.type",
                        type,
                        "Member must satisfy enum value set: [AFTER_SHARD_ID, AT_TRIM_HORIZON, FROM_TRIM_HORIZON, AT_LATEST, AT_TIMESTAMP, FROM_TIMESTAMP]");
        };
    }

    private JsonNode split(AwsRequest request, ObjectNode input) {
        var stream = access.stream(request.caller(), "SplitShard", input);
        var shard = openShard(stream, WireValues.requiredText(input, "ShardToSplit"));
        var text = WireValues.requiredText(input, "NewStartingHashKey");
        if (!text.matches("0|[1-9]\\d{0,38}")) {
            throw Errors.validation("newStartingHashKey", text, "Member must be a decimal number");
        }
        Resharding.split(stream, shard, new BigInteger(text));
        return NODES.objectNode();
    }

    private JsonNode merge(AwsRequest request, ObjectNode input) {
        var stream = access.stream(request.caller(), "MergeShards", input);
        Resharding.merge(
                stream,
                openShard(stream, WireValues.requiredText(input, "ShardToMerge")),
                openShard(stream, WireValues.requiredText(input, "AdjacentShardToMerge")));
        return NODES.objectNode();
    }

    private JsonNode update(AwsRequest request, ObjectNode input) {
        var stream = access.stream(request.caller(), "UpdateShardCount", input);
        var scaling = WireValues.requiredText(input, "ScalingType");
        if (!scaling.equals("UNIFORM_SCALING")) {
            throw Errors.validation("scalingType", scaling, "Member must satisfy enum value set: [UNIFORM_SCALING]");
        }
        if (stream.settings().onDemand()) {
            throw Errors.validation("streamMode", "ON_DEMAND", "must be PROVISIONED for UpdateShardCount");
        }
        int target = WireValues.integer(input, "TargetShardCount")
                .orElseThrow(() -> Errors.validation("targetShardCount", "null", "Member must not be null"));
        int current = stream.open().size();
        Resharding.update(stream, target);
        return NODES.objectNode()
                .put("StreamName", stream.name())
                .put("StreamARN", stream.arn().toString())
                .put("CurrentShardCount", current)
                .put("TargetShardCount", target);
    }

    private Shard openShard(Stream stream, String shardId) {
        var shard = stream.shard(shardId).orElseThrow(() -> Errors.noShard(shardId, stream.name(), streams.account()));
        if (shard.closed().isPresent()) {
            throw Errors.invalid("Shard %s in stream %s under account %s is closed: it was split or merged before."
                    .formatted(shardId, stream.name(), streams.account()));
        }
        return shard;
    }
}
