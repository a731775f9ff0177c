package dev.quartet.local.dynamodb;

import dev.quartet.local.aws.JsonApi.Reply;
import dev.quartet.local.core.Metrics;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * Publishes AWS/DynamoDB from what DynamoDB itself reported. See
 * <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html">DynamoDB metrics</a>.
 * Thread-safe.
 */
final class Meter {
    private static final String NAMESPACE = "AWS/DynamoDB";
    private static final String COUNT = "Count";
    private static final Set<String> THROTTLED =
            Set.of("ProvisionedThroughputExceededException", "ThrottlingException", "RequestLimitExceeded");

    private final Metrics metrics;
    private final Map<Key, Metrics.Metric> known = new ConcurrentHashMap<>();

    Meter(Metrics metrics) {
        this.metrics = metrics;
    }

    private record Key(String region, String name, Map<String, String> dimensions, String unit) {}

    /** Counts one answered operation on items. */
    void count(String region, Operation operation, Set<String> tables, Reply reply, Duration elapsed) {
        if (!reply.ok()) {
            failure(region, operation, tables, reply);
            return;
        }
        double millis = elapsed.toNanos() / 1e6;
        for (var table : tables) {
            add(region, "SuccessfulRequestLatency", ofOperation(table, operation), "Milliseconds", millis);
        }
        if (operation.name().equals("Query") || operation.name().equals("Scan")) {
            double returned = reply.body().path("Count").asDouble(0);
            tables.forEach(table -> add(region, "ReturnedItemCount", ofOperation(table, operation), COUNT, returned));
        }
        consumed(region, operation, reply.body());
    }

    private void consumed(String region, Operation operation, ObjectNode output) {
        var name = operation.capacity() == Operation.Capacity.READ
                ? "ConsumedReadCapacityUnits"
                : "ConsumedWriteCapacityUnits";
        for (var report : CapacityReport.of(output)) {
            if (report.units() > 0) {
                add(region, name, Map.of("TableName", report.table()), COUNT, report.units());
            }
            report.indexes().forEach((index, units) -> {
                if (units > 0) {
                    var dimensions = Map.of("TableName", report.table(), "GlobalSecondaryIndexName", index);
                    add(region, name, dimensions, COUNT, units);
                }
            });
        }
    }

    private void failure(String region, Operation operation, Set<String> tables, Reply reply) {
        if (reply.error().equals("ResourceNotFoundException")) {
            return; // no such table, so no metric of that name
        }
        for (var table : tables) {
            if (reply.status() >= 500) {
                add(region, "SystemErrors", ofOperation(table, operation), COUNT, 1);
            } else if (THROTTLED.contains(reply.error())) {
                add(region, "ThrottledRequests", ofOperation(table, operation), COUNT, 1);
                var kind =
                        operation.capacity() == Operation.Capacity.READ ? "ReadThrottleEvents" : "WriteThrottleEvents";
                add(region, kind, Map.of("TableName", table), COUNT, 1);
            } else if (reply.error().equals("ConditionalCheckFailedException")) {
                add(region, "ConditionalCheckFailedRequests", Map.of("TableName", table), COUNT, 1);
            }
        }
    }

    private static Map<String, String> ofOperation(String table, Operation operation) {
        return Map.of("TableName", table, "Operation", operation.name());
    }

    private void add(String region, String name, Map<String, String> dimensions, String unit, double value) {
        known.computeIfAbsent(
                        new Key(region, name, dimensions, unit),
                        key -> metrics.metric(region, NAMESPACE, name, dimensions, unit))
                .add(value);
    }
}
