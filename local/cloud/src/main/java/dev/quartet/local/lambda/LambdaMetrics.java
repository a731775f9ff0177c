package dev.quartet.local.lambda;

import dev.quartet.local.core.Metrics;
import dev.quartet.local.lambda.FunctionRegistry.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * <a href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html">AWS/Lambda</a>'s metrics: by function, by
 * what the caller named (Resource), and for an alias with weights also by the version that ran. Thread-safe.
 */
final class LambdaMetrics {
    private static final double NANOS_PER_MILLI = 1e6;

    private final Metrics metrics;
    private final String region;
    private final Map<Dimensions, Series> known = new ConcurrentHashMap<>();

    LambdaMetrics(Metrics metrics, String region) {
        this.metrics = metrics;
        this.region = region;
    }

    void throttled(Target target) {
        add(target, Series::throttles, 1);
    }

    void began(Target target, int concurrent) {
        add(target, Series::concurrentExecutions, concurrent);
    }

    void ended(Target target, ExecutionEnvironment.Outcome outcome) {
        add(target, Series::invocations, 1);
        add(target, Series::errors, outcome.answer().failed() ? 1 : 0);
        add(target, Series::throttles, 0); // Like errors: Lambda reports that there were none.
        add(target, Series::duration, outcome.duration().toNanos() / NANOS_PER_MILLI);
    }

    void asyncReceived(Target target) {
        add(target, Series::asyncEventsReceived, 1);
    }

    void asyncDropped(Target target) {
        add(target, Series::asyncEventsDropped, 1);
    }

    void asyncAge(Target target, double millis) {
        add(target, Series::asyncEventAge, millis);
    }

    void iteratorAge(Target target, double millis) {
        add(target, Series::iteratorAge, millis);
    }

    void destinationFailed(Target target) {
        add(target, Series::destinationDeliveryFailures, 1);
    }

    void deadLetterFailed(Target target) {
        add(target, Series::deadLetterErrors, 1);
    }

    private void add(Target target, Function<Series, Metrics.Metric> metric, double value) {
        for (var series : series(target)) {
            metric.apply(series).add(value);
        }
    }

    private List<Series> series(Target target) {
        var name = target.function().name();
        var resource = target.qualifier().map(q -> name + ":" + q).orElse(name);
        var result = new ArrayList<Series>(3);
        result.add(series(name, "", ""));
        result.add(series(name, resource, ""));
        if (target.alias().filter(Alias::weighted).isPresent()) {
            result.add(series(name, resource, target.version().version()));
        }
        return result;
    }

    private Series series(String function, String resource, String executedVersion) {
        return known.computeIfAbsent(new Dimensions(function, resource, executedVersion), this::series);
    }

    private Series series(Dimensions dimensions) {
        var map = dimensions.map();
        return new Series(
                metric("Invocations", map, "Count"),
                metric("Errors", map, "Count"),
                metric("Throttles", map, "Count"),
                metric("Duration", map, "Milliseconds"),
                metric("ConcurrentExecutions", map, "Count"),
                metric("AsyncEventsReceived", map, "Count"),
                metric("AsyncEventsDropped", map, "Count"),
                metric("AsyncEventAge", map, "Milliseconds"),
                metric("IteratorAge", map, "Milliseconds"),
                metric("DestinationDeliveryFailures", map, "Count"),
                metric("DeadLetterErrors", map, "Count"));
    }

    private Metrics.Metric metric(String name, Map<String, String> dimensions, String unit) {
        return metrics.metric(region, "AWS/Lambda", name, dimensions, unit);
    }

    private record Series(
            Metrics.Metric invocations,
            Metrics.Metric errors,
            Metrics.Metric throttles,
            Metrics.Metric duration,
            Metrics.Metric concurrentExecutions,
            Metrics.Metric asyncEventsReceived,
            Metrics.Metric asyncEventsDropped,
            Metrics.Metric asyncEventAge,
            Metrics.Metric iteratorAge,
            Metrics.Metric destinationDeliveryFailures,
            Metrics.Metric deadLetterErrors) {}

    private record Dimensions(String function, String resource, String executedVersion) {
        Map<String, String> map() {
            if (resource.isEmpty()) {
                return Map.of("FunctionName", function);
            }
            return executedVersion.isEmpty()
                    ? Map.of("FunctionName", function, "Resource", resource)
                    : Map.of("FunctionName", function, "Resource", resource, "ExecutedVersion", executedVersion);
        }
    }
}
