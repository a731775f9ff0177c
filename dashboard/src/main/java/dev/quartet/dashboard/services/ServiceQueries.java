package dev.quartet.dashboard.services;

import dev.quartet.dashboard.architecture.Backlog;
import dev.quartet.dashboard.architecture.Queries;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.exports.FunctionRef;
import dev.quartet.exports.QueueRef;
import dev.quartet.exports.ServicesExports;
import dev.quartet.exports.TableRef;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What is read of services. */
public final class ServiceQueries {
    private ServiceQueries() {}

    /** What tells of work that waits. */
    public static Queries backlog(String region, ServicesExports shop) {
        return Backlog.of(of(region, ServiceParts.all(shop), Set.of()));
    }

    /**
     * @param versions that served while an alias had two
     */
    static Queries of(String region, List<ServiceParts> services, Collection<RunningVersion> versions) {
        Queries queries = new Queries(region);
        for (ServiceParts parts : services) {
            add(queries, parts);
            for (FunctionRef function : parts.functions()) {
                versions.stream()
                        .filter(version -> version.runs(function))
                        .sorted(RunningVersion.OLDEST_FIRST)
                        .forEach(version ->
                                queries.add(version.dimensions(), Metric.VERSION_INVOCATIONS, Metric.VERSION_ERRORS));
            }
        }
        return queries;
    }

    private static void add(Queries queries, ServiceParts parts) {
        FrontDoor door = parts.door();
        if (door != null) {
            queries.add(
                    door.dimensions(),
                    door.count(),
                    door.clientErrors(),
                    door.serverErrors(),
                    door.median(),
                    door.tail());
            if (door.loadBalancer() != null) {
                queries.add(
                        List.of(door.loadBalancer()),
                        Metric.ORIGIN_REQUESTS,
                        Metric.ORIGIN_REFUSED,
                        Metric.TARGET_4XX,
                        Metric.TARGET_5XX,
                        Metric.TARGET_TIME_P50,
                        Metric.TARGET_TIME_P99);
            }
        }
        parts.functions().forEach(function -> function(queries, function.name()));
        TableRef table = parts.table();
        if (table != null) {
            table(queries, table);
        }
        QueueRef queue = parts.queue();
        if (queue != null) {
            queries.add(
                    List.of(queue.name()),
                    Metric.QUEUE_SENT,
                    Metric.QUEUE_DELETED,
                    Metric.QUEUE_VISIBLE,
                    Metric.QUEUE_IN_FLIGHT,
                    Metric.QUEUE_AGE);
        }
        parts.deadLetters().forEach(dead -> queries.add(List.of(dead.name()), Metric.QUEUE_VISIBLE));
        if (parts.topic() != null) {
            queries.add(
                    List.of(parts.topic()),
                    Metric.TOPIC_PUBLISHED,
                    Metric.TOPIC_DELIVERED,
                    Metric.TOPIC_FAILED,
                    Metric.TOPIC_FILTERED);
        }
        if (parts.stream() != null) {
            queries.add(
                    List.of(parts.stream()),
                    Metric.STREAM_RECORDS,
                    Metric.STREAM_BYTES,
                    Metric.STREAM_AGE,
                    Metric.STREAM_WRITES_REFUSED,
                    Metric.STREAM_READS_REFUSED);
        }
    }

    private static void function(Queries queries, String name) {
        queries.add(
                List.of(name),
                Metric.LAMBDA_INVOCATIONS,
                Metric.LAMBDA_ERRORS,
                Metric.LAMBDA_THROTTLES,
                Metric.LAMBDA_DURATION_P50,
                Metric.LAMBDA_DURATION_P99,
                Metric.LAMBDA_CONCURRENCY);
        if (name.endsWith("-publisher") || name.endsWith("analytics-worker")) {
            queries.add(List.of(name), Metric.LAMBDA_ITERATOR_AGE);
        }
        Metric[] counts = counts(name);
        if (counts.length > 0) {
            queries.add(List.of(name), counts);
        }
    }

    /** What a function counts itself: each such metric costs, so only those that it has. */
    private static Metric[] counts(String name) {
        if (name.endsWith("orders-api")) {
            return new Metric[] {Metric.ORDERS_CONFIRMED, Metric.ORDERS_REJECTED, Metric.DUPLICATES_IGNORED};
        }
        if (name.endsWith("orders-sweeper")) {
            return new Metric[] {Metric.ORDERS_ABANDONED};
        }
        if (name.endsWith("shipping-worker")) {
            return new Metric[] {Metric.SHIPMENTS_CREATED, Metric.DUPLICATES_IGNORED, Metric.POISON_MESSAGES};
        }
        if (name.endsWith("analytics-worker")) {
            return new Metric[] {Metric.DUPLICATES_IGNORED, Metric.POISON_MESSAGES};
        }
        if (name.endsWith("imports-reader")) {
            return new Metric[] {Metric.IMPORT_LINES_ACCEPTED, Metric.IMPORT_LINES_REJECTED};
        }
        if (name.endsWith("imports-worker")) {
            return new Metric[] {Metric.DUPLICATES_IGNORED, Metric.POISON_MESSAGES};
        }
        return new Metric[0];
    }

    private static void table(Queries queries, TableRef table) {
        queries.add(
                List.of(table.name()),
                Metric.TABLE_RCU,
                Metric.TABLE_WCU,
                Metric.TABLE_READ_THROTTLES,
                Metric.TABLE_WRITE_THROTTLES);
        for (String index : table.indexes()) {
            queries.add(
                    List.of(table.name(), index),
                    Metric.INDEX_RCU,
                    Metric.INDEX_WCU,
                    Metric.INDEX_READ_THROTTLES,
                    Metric.INDEX_WRITE_THROTTLES);
        }
    }
}
