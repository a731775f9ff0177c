package dev.quartet.dashboard.ui;

import dev.quartet.dashboard.command.AwsCommand;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.Series;
import dev.quartet.dashboard.metric.Window;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What asks CloudWatch for what a chart shows. */
final class ChartCommand {
    private ChartCommand() {}

    /** The metrics that its lines were calculated from, each named by the lines that it is part of. */
    static AwsCommand of(ChartModel model, @Nullable String endpointUrl) {
        Map<MetricQuery, Set<String>> lines = new LinkedHashMap<>();
        for (ChartModel.Line line : model.lines()) {
            add(lines, line.series(), line.name());
            Series before = line.before();
            if (before != null) {
                add(lines, before, line.name());
            }
        }
        Window window = model.window();
        Window asked = model.compares()
                ? new Window(window.previous().start(), window.end(), window.period(), window.settledUntil())
                : window;
        return AwsCommand.of(endpointUrl, asked, lines);
    }

    private static void add(Map<MetricQuery, Set<String>> lines, Series series, String name) {
        series.queries().forEach(query -> lines.computeIfAbsent(query, key -> new LinkedHashSet<>())
                .add(name));
    }
}
