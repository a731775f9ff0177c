package dev.quartet.local.logs;

import dev.quartet.local.core.Metrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns log events in <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">embedded
 * metric format</a> into metrics. What the specification does not allow is left alone, as there. Thread-safe.
 */
final class EmbeddedMetrics {
    private static final JsonMapper JSON = JsonMapper.shared();
    /** The specification's limits: dimensions of a set, metrics of a directive, values of a metric. */
    private static final int MOST_DIMENSIONS = 30;

    private static final int MOST_METRICS = 100;
    private static final int MOST_VALUES = 100;

    private final Metrics metrics;
    private final String region;

    EmbeddedMetrics(Metrics metrics, String region) {
        this.metrics = metrics;
        this.region = region;
    }

    void extract(String message) {
        if (!message.startsWith("{") || !message.contains("\"CloudWatchMetrics\"")) {
            return;
        }
        JsonNode root;
        try {
            root = JSON.readTree(message);
        } catch (JacksonException e) {
            return; // a line that only looks like it
        }
        for (var directive : root.path("_aws").path("CloudWatchMetrics")) {
            extract(root, directive);
        }
    }

    private void extract(JsonNode root, JsonNode directive) {
        var namespace = directive.path("Namespace").asString("");
        var definitions = directive.path("Metrics");
        if (namespace.isEmpty() || definitions.size() > MOST_METRICS) {
            return;
        }
        for (var set : sets(directive)) {
            var dimensions = dimensions(root, set);
            if (dimensions == null) {
                continue;
            }
            for (var definition : definitions) {
                var name = definition.path("Name").asString("");
                var unit = definition.path("Unit").asString("None");
                var values = values(root.path(name));
                if (!name.isEmpty() && !values.isEmpty()) {
                    // Not kept: names and dimensions are whatever a function writes.
                    var metric = metrics.metric(region, namespace, name, dimensions, unit);
                    values.forEach(metric::add);
                }
            }
        }
    }

    private static List<JsonNode> sets(JsonNode directive) {
        var result = new ArrayList<JsonNode>();
        directive.path("Dimensions").forEach(result::add);
        if (result.isEmpty()) {
            result.add(JSON.createArrayNode());
        }
        return result;
    }

    /** Returns the set's values, or null when one of them is not a text at the root. */
    private static @Nullable Map<String, String> dimensions(JsonNode root, JsonNode set) {
        var result = new LinkedHashMap<String, String>();
        for (var name : set) {
            var value = root.path(name.asString(""));
            if (!value.isString() || result.size() == MOST_DIMENSIONS) {
                return null;
            }
            result.put(name.asString(), value.asString());
        }
        return Map.copyOf(result);
    }

    private static List<Double> values(JsonNode value) {
        if (value.isNumber()) {
            return List.of(value.asDouble());
        }
        var result = new ArrayList<Double>();
        if (value.isArray() && value.size() <= MOST_VALUES) {
            for (var element : value) {
                if (!element.isNumber()) {
                    return List.of();
                }
                result.add(element.asDouble());
            }
        }
        return result;
    }
}
