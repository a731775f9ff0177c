package dev.quartet.local.cloudwatch;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/** What identifies a metric: its region, namespace, name and the exact set of its dimensions. */
public record MetricKey(String region, String namespace, String name, Map<String, String> dimensions) {
    public MetricKey {
        requireNonNull(region, "region is null");
        requireNonNull(namespace, "namespace is null");
        requireNonNull(name, "name is null");
        dimensions = Map.copyOf(dimensions);
    }
}
