package dev.quartet.local.cloudwatch;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.aws.WireValues;
import dev.quartet.local.core.AwsException;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** One MetricDataQuery: a metric with its statistic, or an expression over the others. Immutable. */
record MetricQuery(
        String id, String label, boolean returned, int period, Optional<Stat> stat, Optional<String> expression) {
    /** A metric with its statistic. */
    record Stat(String namespace, String name, Map<String, String> dimensions, String statistic) {
        Stat {
            dimensions = Map.copyOf(dimensions);
        }
    }

    MetricQuery {
        requireNonNull(id, "id is null");
        if (!id.matches("[a-z][a-zA-Z0-9_]{0,254}")) {
            throw invalid(
                    "The value %s for parameter Id must begin with a small letter and hold letters, digits and _ only",
                    id);
        }
        if (stat.isPresent() == expression.isPresent()) {
            throw invalid("The query %s must have either MetricStat or Expression", id);
        }
        if (period < 1 || (period % 60 != 0 && !(period == 1 || period == 5 || period == 10 || period == 30))) {
            throw invalid("The period of query %s must be 1, 5, 10, 30 or a multiple of 60 seconds", id);
        }
    }

    /** Reads the API's form. */
    static MetricQuery of(ObjectNode node) {
        var id = WireValues.requiredText(node, "Id");
        var expression = WireValues.text(node, "Expression");
        Optional<Stat> stat = Optional.empty();
        int period = WireValues.integer(node, "Period").orElse(60);
        if (node.get("MetricStat") instanceof ObjectNode metricStat) {
            if (!(metricStat.get("Metric") instanceof ObjectNode metric)) {
                throw invalid("The query %s lacks MetricStat.Metric", id);
            }
            period = WireValues.integer(metricStat, "Period").orElse(60);
            stat = Optional.of(new Stat(
                    WireValues.requiredText(metric, "Namespace"),
                    WireValues.requiredText(metric, "MetricName"),
                    Json.dimensions(metric),
                    WireValues.requiredText(metricStat, "Stat")));
        }
        var label = WireValues.text(node, "Label")
                .orElseGet(() -> expression.isPresent()
                        ? id
                        : WireValues.requiredText(node.get("MetricStat").get("Metric"), "MetricName"));
        return new MetricQuery(id, label, WireValues.flag(node, "ReturnData", true), period, stat, expression);
    }

    private static AwsException invalid(String format, String id) {
        return new AwsException("ValidationError", 400, format.formatted(id));
    }
}
