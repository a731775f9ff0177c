package dev.quartet.dashboard.metric;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** One metric of one resource in one region; {@code dimensionValues} in the order of the metric's dimension names. */
public record MetricQuery(String region, Metric metric, List<String> dimensionValues) {
    /** CloudFront reports here, whatever region a stack lives in. */
    public static final String EDGE_REGION = "us-east-1";

    public MetricQuery {
        requireNonNull(region, "region is null");
        requireNonNull(metric, "metric is null");
        dimensionValues = List.copyOf(dimensionValues);
        int wanted = metric.namespace().dimensions().size();
        if (dimensionValues.size() != wanted) {
            throw new IllegalArgumentException("%s needs values for %s, got %s"
                    .formatted(metric, metric.namespace().dimensions(), dimensionValues));
        }
    }

    /** What AWS calls it, such as {@code AWS/Lambda Errors of orders}. */
    public String text() {
        String name = metric.namespace().awsName() + " " + metric.awsName();
        return dimensionValues.isEmpty() ? name : name + " of " + String.join(", ", dimensionValues);
    }

    /** A query of {@code metric} for the resource that {@code dimensionValues} name. */
    public static MetricQuery of(String region, Metric metric, String... dimensionValues) {
        return new MetricQuery(region, metric, List.of(dimensionValues));
    }
}
