package dev.quartet.e2e.charts;

import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A metric of a resource with the statistic that is asked for. */
public record Asked(Resource resource, String name, String statistic) {
    /** Returns it as GetMetricData takes it. */
    JsonNode json(String id, long period) {
        var json = JsonMapper.shared().createObjectNode().put("Id", id);
        var stat = json.putObject("MetricStat").put("Period", period).put("Stat", statistic);
        var metric =
                stat.putObject("Metric").put("Namespace", resource.namespace()).put("MetricName", name);
        var dimensions = metric.putArray("Dimensions");
        new TreeMap<>(resource.dimensions())
                .forEach((key, value) -> dimensions.addObject().put("Name", key).put("Value", value));
        return json;
    }
}
