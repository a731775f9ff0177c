package dev.quartet.local.core;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.DoubleAdder;

/** Keeps the sum of each metric for a test; the key is {@code Namespace/Name {dimensions, sorted}}. */
public final class RecordingMetrics implements Metrics {
    private final Map<String, DoubleAdder> sums = new ConcurrentSkipListMap<>();

    @Override
    public Metric metric(String region, String namespace, String name, Map<String, String> dimensions, String unit) {
        var sum = sums.computeIfAbsent(key(namespace, name, dimensions), key -> new DoubleAdder());
        return sum::add;
    }

    /** Returns the sum so far, 0 when nothing was added. */
    public double sum(String namespace, String name, Map<String, String> dimensions) {
        var sum = sums.get(key(namespace, name, dimensions));
        return sum == null ? 0 : sum.sum();
    }

    @Override
    public String toString() {
        return sums.toString();
    }

    private static String key(String namespace, String name, Map<String, String> dimensions) {
        return namespace + "/" + name + " " + new TreeMap<>(dimensions);
    }
}
