package dev.quartet.dashboard.command;

import java.util.List;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Queries in the form that {@code --metric-data-queries} takes (API reference, MetricDataQuery). */
final class QueryJson {
    /** Terminals do not agree on other letters than ASCII. */
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private QueryJson() {}

    static String of(List<MetricDataQuery> queries) {
        ArrayNode all = MAPPER.createArrayNode();
        for (MetricDataQuery query : queries) {
            ObjectNode json = all.addObject().put("Id", query.id());
            if (query.label() != null) {
                json.put("Label", query.label());
            }
            if (query.metricStat() != null) {
                stat(json.putObject("MetricStat"), query.metricStat());
            }
            if (query.expression() != null) {
                json.put("Expression", query.expression());
            }
            if (query.period() != null) {
                json.put("Period", query.period());
            }
            if (Boolean.FALSE.equals(query.returnData())) {
                json.put("ReturnData", false);
            }
        }
        return MAPPER.writeValueAsString(all);
    }

    private static void stat(ObjectNode json, MetricStat stat) {
        ObjectNode metric = json.putObject("Metric")
                .put("Namespace", stat.metric().namespace())
                .put("MetricName", stat.metric().metricName());
        ArrayNode dimensions = metric.putArray("Dimensions");
        stat.metric()
                .dimensions()
                .forEach(dimension ->
                        dimensions.addObject().put("Name", dimension.name()).put("Value", dimension.value()));
        json.put("Period", stat.period()).put("Stat", stat.stat());
        if (stat.unit() != null) {
            json.put("Unit", stat.unitAsString());
        }
    }
}
