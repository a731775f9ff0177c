package dev.quartet.local.dax;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A cluster's two caches: items by primary key and results of queries and scans by their whole request. What they hold is
 * never changed. See <a
 * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.concepts.html">DAX: how it works</a>. Thread-safe.
 */
final class ClusterCaches {
    /** A node has 2 GB and more; a laptop's test data is small, and its memory is not the cluster's. */
    private static final long MAX_BYTES = 48L * 1024 * 1024;

    private static final int OVERHEAD = 64;
    private static final JsonMapper SORTED =
            JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

    private final Cache<String, Optional<ObjectNode>> items;
    private final Cache<String, ObjectNode> queries;

    ClusterCaches(Duration itemTtl, Duration queryTtl, Clock clock) {
        items = ClusterCaches.<Optional<ObjectNode>>cache(itemTtl, clock)
                .weigher((String key, Optional<ObjectNode> item) ->
                        OVERHEAD + key.length() + item.map(ClusterCaches::bytes).orElse(0))
                .build();
        queries = ClusterCaches.<ObjectNode>cache(queryTtl, clock)
                .weigher((String key, ObjectNode result) -> OVERHEAD + key.length() + bytes(result))
                .build();
    }

    /** Returns what is known of the item: empty twice over means known to be absent (negative caching). */
    Optional<Optional<ObjectNode>> item(String key) {
        return Optional.ofNullable(items.getIfPresent(key));
    }

    /** Keeps what a read found, unless a write was faster. */
    void found(String key, Optional<ObjectNode> item) {
        items.asMap().putIfAbsent(key, item);
    }

    /** Keeps what was written. */
    void written(String key, ObjectNode item) {
        items.put(key, Optional.of(item));
    }

    /** Forgets an item. */
    void forget(String key) {
        items.invalidate(key);
    }

    /** Returns the result of a query or scan, if it is known. */
    Optional<ObjectNode> query(String key) {
        return Optional.ofNullable(queries.getIfPresent(key));
    }

    /** Keeps the result of a query or scan. */
    void queried(String key, ObjectNode result) {
        queries.put(key, result);
    }

    /** Forgets everything, as a restarted cluster does. */
    void clear() {
        items.invalidateAll();
        queries.invalidateAll();
    }

    /** Returns the key of an item: numbers that are equal make equal keys. */
    static String itemKey(String table, JsonNode key) {
        var text = new StringBuilder(table);
        key.properties().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .forEach(attribute -> attribute.getValue().properties().forEach(value -> text.append('\u0000')
                        .append(attribute.getKey())
                        .append('\u0000')
                        .append(value.getKey())
                        .append('\u0000')
                        .append(scalar(value.getKey(), value.getValue().asString("")))));
        return text.toString();
    }

    /** Returns the key of a query or scan: all of its request but what it wants to know about its cost. */
    static String queryKey(String operation, ObjectNode request) {
        var copy = request.deepCopy();
        copy.remove("ReturnConsumedCapacity");
        return operation + SORTED.writeValueAsString(copy);
    }

    private static String scalar(String type, String value) {
        if (!type.equals("N")) {
            return value;
        }
        try {
            return new BigDecimal(value).stripTrailingZeros().toString();
        } catch (NumberFormatException e) {
            return value; // DynamoDB says what is wrong with it
        }
    }

    private static <V> Caffeine<String, V> cache(Duration ttl, Clock clock) {
        @SuppressWarnings("unchecked") // a builder's types are set by its first use
        var builder = (Caffeine<String, V>) (Caffeine<?, ?>) Caffeine.newBuilder();
        builder.maximumWeight(MAX_BYTES)
                .ticker(() -> clock.millis() * 1_000_000)
                .executor(Runnable::run);
        return ttl.isZero() ? builder : builder.expireAfterWrite(ttl);
    }

    private static int bytes(JsonNode node) {
        if (node.isContainer()) {
            int sum = OVERHEAD;
            for (var property : node.properties()) {
                sum += property.getKey().length();
            }
            for (var child : node) {
                sum += bytes(child);
            }
            return sum;
        }
        return OVERHEAD + (node.isString() ? node.asString().length() : Long.BYTES);
    }
}
