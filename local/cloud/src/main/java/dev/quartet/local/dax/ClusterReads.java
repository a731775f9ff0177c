package dev.quartet.local.dax;

import dev.quartet.local.aws.JsonApi.Reply;
import dev.quartet.local.core.AwsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads through a cluster's caches. Strongly consistent and transactional reads pass by them and leave nothing in them. See <a
 * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.consistency.html">DAX consistency</a>. Thread-safe.
 */
final class ClusterReads {
    private static final JsonMapper JSON = JsonMapper.shared();

    private static final int MAX_KEYS = 100;

    private final ClusterCaches caches;
    private final Table.Directory tables;
    private final BiFunction<String, ObjectNode, Reply> dynamodb;

    ClusterReads(ClusterCaches caches, Table.Directory tables, BiFunction<String, ObjectNode, Reply> dynamodb) {
        this.caches = caches;
        this.tables = tables;
        this.dynamodb = dynamodb;
    }

    Reply getItem(ObjectNode request, ClusterMeter.Request meter) {
        if (passesBy(request)) {
            return dynamodb.apply("GetItem", request);
        }
        var table = tables.get(request.path("TableName").asString(""));
        var projection = projection(request);
        var key = ClusterCaches.itemKey(table.name(), request.path("Key"));
        var known = caches.item(key);
        if (known.isPresent()) {
            meter.cache("Item", 1, 0);
            var body = JSON.createObjectNode();
            known.get().ifPresent(item -> body.set("Item", projected(projection, item)));
            free(request, table.name(), body);
            return new Reply(200, body);
        }
        request.remove(List.of("ProjectionExpression", "ExpressionAttributeNames"));
        var reply = dynamodb.apply("GetItem", request);
        if (reply.ok()) {
            meter.cache("Item", 0, 1);
            var item = reply.body().get("Item") instanceof ObjectNode found
                    ? Optional.of(found)
                    : Optional.<ObjectNode>empty();
            caches.found(key, item);
            item.ifPresent(found -> reply.body().set("Item", projected(projection, found)));
        }
        return reply;
    }

    Reply batchGetItem(ObjectNode request, ClusterMeter.Request meter) {
        checkSize(request);
        var answers = new LinkedHashMap<String, ArrayNode>();
        var misses = JSON.createObjectNode();
        var projections = new LinkedHashMap<String, Optional<Projection>>();
        int hits = 0;
        for (var entry : request.path("RequestItems").properties()) {
            if (!(entry.getValue() instanceof ObjectNode wanted) || passesBy(wanted)) {
                misses.set(entry.getKey(), entry.getValue());
                continue;
            }
            var table = tables.get(entry.getKey());
            var projection = Optional.ofNullable(projection(wanted));
            projections.put(entry.getKey(), projection);
            var missing = JSON.createArrayNode();
            for (var key : wanted.path("Keys")) {
                var known = caches.item(ClusterCaches.itemKey(table.name(), key));
                if (known.isEmpty()) {
                    missing.add(key);
                    continue;
                }
                hits++;
                known.get().ifPresent(item -> answers.computeIfAbsent(entry.getKey(), t -> JSON.createArrayNode())
                        .add(projected(projection.orElse(null), item)));
            }
            if (!missing.isEmpty()) {
                misses.set(entry.getKey(), JSON.createObjectNode().set("Keys", missing));
            }
        }
        Reply reply;
        int counted = projections.keySet().stream()
                .mapToInt(table -> misses.path(table).path("Keys").size())
                .sum();
        if (misses.isEmpty()) {
            reply = new Reply(200, JSON.createObjectNode());
            reply.body().putObject("UnprocessedKeys");
        } else {
            request.set("RequestItems", misses);
            reply = dynamodb.apply("BatchGetItem", request);
            if (!reply.ok()) {
                return reply;
            }
        }
        meter.cache("Item", hits, counted);
        merge(reply.body(), answers, misses, projections);
        return reply;
    }

    Reply query(String operation, ObjectNode request, ClusterMeter.Request meter) {
        if (passesBy(request)) {
            return dynamodb.apply(operation, request);
        }
        var table = request.path("TableName").asString("");
        var key = ClusterCaches.queryKey(operation, request);
        var known = caches.query(key);
        if (known.isPresent()) {
            meter.cache(operation, 1, 0);
            var body = JSON.createObjectNode().setAll(known.get());
            free(request, table, body);
            return new Reply(200, body);
        }
        var reply = dynamodb.apply(operation, request);
        if (reply.ok()) {
            meter.cache(operation, 0, 1);
            var kept = JSON.createObjectNode().setAll(reply.body());
            kept.remove("ConsumedCapacity");
            caches.queried(key, kept);
        }
        return reply;
    }

    /** Puts what DynamoDB found into the cache and, projected, beside what was known. */
    private void merge(
            ObjectNode body,
            Map<String, ArrayNode> answers,
            ObjectNode misses,
            Map<String, Optional<Projection>> projections) {
        var responses = body.withObject("Responses");
        projections.forEach((tableName, projection) -> {
            var table = tables.get(tableName);
            var found = new LinkedHashMap<String, ObjectNode>();
            for (var item : responses.path(tableName)) {
                found.put(table.itemKey(item), (ObjectNode) item);
            }
            var unprocessed = new ArrayList<String>();
            body.path("UnprocessedKeys")
                    .path(tableName)
                    .path("Keys")
                    .forEach(key -> unprocessed.add(table.itemKey(key)));
            for (var key : misses.path(tableName).path("Keys")) {
                var itemKey = table.itemKey(key);
                if (!unprocessed.contains(itemKey)) {
                    caches.found(itemKey, Optional.ofNullable(found.get(itemKey)));
                }
            }
            var all = answers.getOrDefault(tableName, JSON.createArrayNode());
            found.values().forEach(item -> all.add(projected(projection.orElse(null), item)));
            responses.set(tableName, all);
        });
    }

    /** DynamoDB's own limit, which it could not judge by the misses alone. */
    private static void checkSize(ObjectNode request) {
        int keys = 0;
        for (var wanted : request.path("RequestItems")) {
            keys += wanted.path("Keys").size();
        }
        if (keys > MAX_KEYS) {
            throw new AwsException("ValidationException", 400, "Too many items requested for the BatchGetItem call");
        }
    }

    /** Strong reads, and old parameters that a cluster does not understand. */
    private static boolean passesBy(JsonNode request) {
        return request.path("ConsistentRead").asBoolean(false) || request.has("AttributesToGet");
    }

    private static @Nullable Projection projection(JsonNode request) {
        return request.has("ProjectionExpression") ? Projection.of(request) : null;
    }

    private static ObjectNode projected(@Nullable Projection projection, ObjectNode item) {
        return projection == null ? item : projection.apply(item);
    }

    /** Says, when asked, that a hit costs nothing. */
    private static void free(ObjectNode request, String table, ObjectNode body) {
        if (!request.path("ReturnConsumedCapacity").asString("NONE").equals("NONE")) {
            body.putObject("ConsumedCapacity").put("TableName", table).put("CapacityUnits", 0.0);
        }
    }
}
