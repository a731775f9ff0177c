package dev.quartet.local.apigateway;

import dev.quartet.local.core.Metrics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps every data point. */
final class RecordingMetrics implements Metrics {
    private final Map<String, List<Double>> points = new ConcurrentHashMap<>();

    @Override
    public Metric metric(String region, String namespace, String name, Map<String, String> dimensions, String unit) {
        var list = points.computeIfAbsent(
                namespace + " " + name + " " + new TreeMap<>(dimensions), key -> new CopyOnWriteArrayList<>());
        return list::add;
    }

    /** Returns the points of one metric of AWS/ApiGateway; dimensions as in {@code {ApiName=a, Stage=b}}. */
    List<Double> of(String name, String dimensions) {
        return points.getOrDefault("AWS/ApiGateway " + name + " " + dimensions, List.of());
    }

    double sum(String name, String dimensions) {
        return of(name, dimensions).stream().mapToDouble(Double::doubleValue).sum();
    }
}
