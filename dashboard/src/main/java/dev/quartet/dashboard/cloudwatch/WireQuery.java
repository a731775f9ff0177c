package dev.quartet.dashboard.cloudwatch;

import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.metric.MetricQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;

/** Queries as GetMetricData takes them. */
public final class WireQuery {
    private WireQuery() {}

    /** One metric in buckets of {@code period}, answered under {@code id}. */
    public static MetricDataQuery of(String id, MetricQuery query, Duration period) {
        Metric metric = query.metric();
        List<Dimension> dimensions = new ArrayList<>();
        List<String> names = metric.namespace().dimensions();
        for (int i = 0; i < names.size(); i++) {
            dimensions.add(Dimension.builder()
                    .name(names.get(i))
                    .value(query.dimensionValues().get(i))
                    .build());
        }
        return MetricDataQuery.builder()
                .id(id)
                .metricStat(stat -> stat.metric(
                                what -> what.namespace(metric.namespace().awsName())
                                        .metricName(metric.awsName())
                                        .dimensions(dimensions))
                        .period((int) period.toSeconds())
                        .stat(metric.statistic().stat()))
                .returnData(true)
                .build();
    }
}
