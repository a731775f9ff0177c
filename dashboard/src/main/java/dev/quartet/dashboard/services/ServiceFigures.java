package dev.quartet.dashboard.services;

import dev.quartet.dashboard.architecture.Backlog;
import dev.quartet.dashboard.architecture.Queries;
import dev.quartet.dashboard.architecture.Readings;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.exports.QueueRef;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a service does just now. What is null is not known.
 *
 * @param perSecond calls, or messages where those are its work
 * @param failed share of its calls that failed on the server's side, or of its functions' invocations
 * @param rejected share of its calls that were answered with 4xx
 * @param median of its calls' latency, or of its functions' durations, in ms
 * @param tail 99th percentile of the same
 * @param concurrency executions at the same time, of all its functions together
 * @param throttles a minute
 * @param dead messages in dead-letter queues
 * @param waiting messages in its queue
 * @param behind age of the oldest message or record that it has yet to work on, in ms
 * @param versions share of each version while an alias has two, by "function version", the oldest first
 */
record ServiceFigures(
        @Nullable Double perSecond,
        @Nullable Double failed,
        @Nullable Double rejected,
        @Nullable Double median,
        @Nullable Double tail,
        @Nullable Double concurrency,
        @Nullable Double throttles,
        @Nullable Double dead,
        @Nullable Double waiting,
        @Nullable Double behind,
        Map<String, Double> versions) {
    ServiceFigures {
        versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
    }

    /** Whether more waits in its queue than it works off as it comes. */
    boolean late() {
        return waiting != null && waiting > 0 && (behind == null || behind >= Backlog.LATE);
    }

    static ServiceFigures of(ServiceParts parts, Readings data) {
        Queries queries = data.queries();
        // What it does: answers calls, or works off messages by its functions.
        FrontDoor door = parts.consumes() ? null : parts.door();
        List<MetricQuery> done =
                door == null ? functions(parts, queries, Metric.LAMBDA_INVOCATIONS) : door(door, queries, door.count());
        List<MetricQuery> failed = door == null
                ? functions(parts, queries, Metric.LAMBDA_ERRORS)
                : door(door, queries, door.serverErrors());
        List<MetricQuery> median = door == null
                ? functions(parts, queries, Metric.LAMBDA_DURATION_P50)
                : door(door, queries, door.median());
        List<MetricQuery> tail =
                door == null ? functions(parts, queries, Metric.LAMBDA_DURATION_P99) : door(door, queries, door.tail());
        return new ServiceFigures(
                second(traffic(parts, data)),
                share(data.rate(failed), data.rate(done)),
                door == null ? null : share(data.rate(door(door, queries, door.clientErrors())), data.rate(done)),
                data.latest(median),
                data.latest(tail),
                concurrency(parts, data),
                data.rate(functions(parts, queries, Metric.LAMBDA_THROTTLES)),
                dead(parts, data),
                parts.queue() == null
                        ? null
                        : data.latest(queries.of(parts.queue().name(), Metric.QUEUE_VISIBLE)),
                behind(parts, data),
                versions(parts, data));
    }

    /** Calls, or messages where those are its work, a minute. */
    private static @Nullable Double traffic(ServiceParts parts, Readings data) {
        QueueRef queue = parts.queue();
        if (queue != null) {
            return data.rate(data.queries().of(queue.name(), Metric.QUEUE_DELETED));
        }
        if (parts.stream() != null) {
            return data.rate(data.queries().of(parts.stream(), Metric.STREAM_RECORDS));
        }
        FrontDoor door = parts.door();
        return door == null ? null : data.rate(door(door, data.queries(), door.count()));
    }

    static List<MetricQuery> door(FrontDoor door, Queries queries, Metric metric) {
        return queries.of(door.dimensions().getFirst(), metric);
    }

    static List<MetricQuery> functions(ServiceParts parts, Queries queries, Metric metric) {
        return parts.functions().stream()
                .flatMap(function -> queries.of(function.name(), metric).stream())
                .toList();
    }

    private static @Nullable Double concurrency(ServiceParts parts, Readings data) {
        Double sum = null;
        for (MetricQuery query : functions(parts, data.queries(), Metric.LAMBDA_CONCURRENCY)) {
            Double one = data.latest(List.of(query));
            sum = one == null ? sum : sum == null ? one : Double.valueOf(sum + one);
        }
        return sum;
    }

    private static @Nullable Double dead(ServiceParts parts, Readings data) {
        Double sum = null;
        for (QueueRef queue : parts.deadLetters()) {
            Double one = data.latest(data.queries().of(queue.name(), Metric.QUEUE_VISIBLE));
            sum = one == null ? sum : sum == null ? one : Double.valueOf(sum + one);
        }
        return sum;
    }

    private static @Nullable Double behind(ServiceParts parts, Readings data) {
        QueueRef queue = parts.queue();
        return Backlog.age(
                data,
                queue == null ? List.of() : data.queries().of(queue.name(), Metric.QUEUE_AGE),
                functions(parts, data.queries(), Metric.LAMBDA_ITERATOR_AGE));
    }

    /** Only where two versions run: one alone is no split. */
    private static Map<String, Double> versions(ServiceParts parts, Readings data) {
        Map<String, Double> shares = new LinkedHashMap<>();
        for (var function : parts.functions()) {
            List<MetricQuery> running = data.queries().of(function.name(), Metric.VERSION_INVOCATIONS);
            // Counts, not rates: a version that began later has its first value later.
            double all = data.count(running);
            if (running.size() < 2 || all == 0) {
                continue;
            }
            for (MetricQuery query : running) {
                shares.put(
                        parts.shortName(function.name()) + " "
                                + query.dimensionValues().getLast(),
                        data.count(List.of(query)) / all);
            }
        }
        return shares;
    }

    private static @Nullable Double share(@Nullable Double part, @Nullable Double whole) {
        return whole == null || whole == 0 ? null : Double.valueOf(part == null ? 0 : part / whole);
    }

    private static @Nullable Double second(@Nullable Double minute) {
        return minute == null ? null : Double.valueOf(minute / 60);
    }
}
