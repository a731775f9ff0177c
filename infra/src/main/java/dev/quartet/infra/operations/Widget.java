package dev.quartet.infra.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A chart of a CloudWatch dashboard, half the page wide. */
record Widget(String title, String statistic, Optional<String> region, List<List<String>> metrics) {
    private static final int WIDTH = 12;
    private static final int HEIGHT = 6;

    Widget(String title, String statistic) {
        this(title, statistic, Optional.empty(), List.of());
    }

    /** Returns the chart with metrics of another region than the stack's. */
    Widget in(String other) {
        return new Widget(title, statistic, Optional.of(other), metrics);
    }

    /** Adds a metric: namespace, name, then dimension names and values by turns. */
    Widget metric(String... metric) {
        List<List<String>> all = new ArrayList<>(metrics);
        all.add(List.of(metric));
        return new Widget(title, statistic, region, all);
    }

    /** Returns the chart with its members in a fixed order: the same dashboard is the same text in every run. */
    Map<String, Object> toJson(int index, String stackRegion) {
        return new TreeMap<>(Map.of(
                "type",
                "metric",
                "x",
                index % 2 * WIDTH,
                "y",
                index / 2 * HEIGHT,
                "width",
                WIDTH,
                "height",
                HEIGHT,
                "properties",
                new TreeMap<>(Map.of(
                        "title",
                        title,
                        "view",
                        "timeSeries",
                        "region",
                        region.orElse(stackRegion),
                        "stat",
                        statistic,
                        "period",
                        AlarmRule.PERIOD_SECONDS,
                        "metrics",
                        metrics))));
    }
}
