package dev.quartet.dashboard.services;

import dev.quartet.dashboard.architecture.Lines;
import dev.quartet.dashboard.architecture.Readings;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.Series;
import dev.quartet.dashboard.ui.ChartModel.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What a service's functions and their versions do. */
final class FunctionLines {
    private static final String[] COLOURS = {"series-1", "series-3", "series-5", "series-4"};

    private final ServiceParts parts;
    private final Lines lines;

    FunctionLines(ServiceParts parts, Lines lines) {
        this.parts = parts;
        this.lines = lines;
    }

    /** A line for each function. */
    Function<Readings, List<Line>> each(Metric metric, Function<List<MetricQuery>, Function<Readings, Series>> series) {
        return data -> {
            List<Line> all = new ArrayList<>();
            for (var function : parts.functions()) {
                all.add(new Line(
                        "function-" + all.size(),
                        parts.shortName(function.name()),
                        COLOURS[all.size() % COLOURS.length],
                        null,
                        series.apply(data.queries().of(function.name(), metric)).apply(data)));
            }
            return all;
        };
    }

    List<Line> errors(Readings data) {
        return List.of(
                lines.line("lambdaErrors", "state-bad", data.perMinute(Metric.LAMBDA_ERRORS)),
                lines.line(
                        "throttles",
                        "state-warn",
                        data.perMinute(Metric.LAMBDA_THROTTLES).zeroWhere(data.sum(Metric.LAMBDA_INVOCATIONS))));
    }

    List<Line> versions(Readings data) {
        List<Line> all = new ArrayList<>();
        for (MetricQuery query : data.queries().of(Metric.VERSION_INVOCATIONS)) {
            List<String> names = query.dimensionValues();
            all.add(new Line(
                    "version-" + names,
                    parts.shortName(names.getFirst()) + " " + names.getLast(),
                    "series-" + (1 + all.size() % 8),
                    "versions",
                    data.perMinute(List.of(query))));
        }
        return all;
    }
}
