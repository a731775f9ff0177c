package dev.quartet.local.core;

import java.util.Map;

/** CloudWatch's inbox for metrics that AWS itself publishes. Thread-safe, cheap enough for every request. */
public interface Metrics {
    /**
     * Returns the metric to add data to. Keep it: looking it up costs, adding does not.
     *
     * @param unit CloudWatch's name: {@code Count}, {@code Milliseconds}, {@code Bytes}, {@code Percent}, {@code Seconds}, {@code None}
     */
    Metric metric(String region, String namespace, String name, Map<String, String> dimensions, String unit);

    /** One metric. Thread-safe. */
    @FunctionalInterface
    interface Metric {
        /** Adds one data point at the clock's present time. */
        void add(double value);
    }
}
