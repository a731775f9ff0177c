package dev.quartet.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;

/** Reads sums from CloudWatch's API as the command line would. */
final class Figures implements AutoCloseable {
    private final CloudWatchClient client;

    /** Reads the metrics of the stack's own region. */
    Figures(StackAccess stack) {
        this(stack, stack.region());
    }

    Figures(StackAccess stack, Region region) {
        client = stack.cloudWatch(region);
    }

    /** Returns the sum of a metric over the last two hours, 0 when it has no data. */
    double sum(String namespace, String name, Map<String, String> dimensions) {
        var end = Instant.now().plus(Duration.ofMinutes(2));
        return sum(namespace, name, dimensions, end.minus(Duration.ofHours(2)), end);
    }

    /** Returns the sum of a metric over a window of whole minutes, 0 when it has no data. */
    double sum(String namespace, String name, Map<String, String> dimensions, Instant start, Instant end) {
        var list = dimensions.entrySet().stream()
                .map(entry -> Dimension.builder()
                        .name(entry.getKey())
                        .value(entry.getValue())
                        .build())
                .toList();
        return client
                .getMetricData(request -> request.startTime(start).endTime(end).metricDataQueries(query -> query.id("m")
                        .metricStat(stat -> stat.metric(metric -> metric.namespace(namespace)
                                        .metricName(name)
                                        .dimensions(list))
                                .period(60)
                                .stat("Sum"))))
                .metricDataResults()
                .get(0)
                .values()
                .stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    @Override
    public void close() {
        client.close();
    }
}
