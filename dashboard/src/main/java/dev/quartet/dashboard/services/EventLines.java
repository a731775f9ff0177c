package dev.quartet.dashboard.services;

import dev.quartet.dashboard.architecture.Lines;
import dev.quartet.dashboard.architecture.Readings;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.metric.Series;
import dev.quartet.dashboard.ui.ChartModel.Line;
import java.util.List;

/** What the services count themselves, and what the topic does with events. Where something ran and counted nothing, it was none. */
final class EventLines {
    private final Lines lines;

    EventLines(Lines lines) {
        this.lines = lines;
    }

    List<Line> orders(Readings data) {
        Series known = data.sum(Metric.API_COUNT);
        return List.of(
                lines.line("confirmed", "series-2", counted(data, known, Metric.ORDERS_CONFIRMED)),
                lines.line("outOfStock", "state-warn", counted(data, known, Metric.ORDERS_REJECTED)),
                lines.line("abandoned", "state-bad", counted(data, known, Metric.ORDERS_ABANDONED)));
    }

    List<Line> topic(Readings data) {
        Series known = data.sum(Metric.TOPIC_PUBLISHED);
        return List.of(
                lines.line("published", "series-1", data.perMinute(Metric.TOPIC_PUBLISHED)),
                lines.line("delivered", "series-2", counted(data, known, Metric.TOPIC_DELIVERED)),
                lines.line("filtered", "series-6", counted(data, known, Metric.TOPIC_FILTERED)),
                lines.line("undelivered", "state-bad", counted(data, known, Metric.TOPIC_FAILED)));
    }

    List<Line> consumers(Readings data) {
        Series known = data.sum(Metric.LAMBDA_INVOCATIONS);
        return List.of(
                lines.line("shipments", "series-4", counted(data, known, Metric.SHIPMENTS_CREATED)),
                lines.line("duplicates", "series-6", counted(data, known, Metric.DUPLICATES_IGNORED)),
                lines.line("poison", "state-bad", counted(data, known, Metric.POISON_MESSAGES)));
    }

    List<Line> importLines(Readings data) {
        Series known = data.sum(Metric.LAMBDA_INVOCATIONS);
        return List.of(
                lines.line("accepted", "series-2", counted(data, known, Metric.IMPORT_LINES_ACCEPTED)),
                lines.line("rejected", "state-warn", counted(data, known, Metric.IMPORT_LINES_REJECTED)));
    }

    private static Series counted(Readings data, Series known, Metric metric) {
        return data.perMinute(metric).zeroWhere(known);
    }
}
