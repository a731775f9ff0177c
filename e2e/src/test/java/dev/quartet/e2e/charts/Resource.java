package dev.quartet.e2e.charts;

import java.util.Map;

/** What reports metrics, as CloudWatch names it. */
public record Resource(String region, String namespace, Map<String, String> dimensions) {
    public Resource {
        dimensions = Map.copyOf(dimensions);
    }
}
