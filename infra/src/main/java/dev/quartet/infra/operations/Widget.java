package dev.quartet.infra.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A chart of a CloudWatch dashboard, half the page wide. */
record Widget(String title, String statistic, List<List<String>> metrics) {
    private static final int WIDTH = 12;
    private static final int HEIGHT = 6;

    Widget(String title, String statistic) {
        this(title, statistic, List.of());
    }

    /** Adds a metric: namespace, name, then dimension names and values by turns. */
    Widget metric(String... metric) {
        List<List<String>> all = new ArrayList<>(metrics);
        all.add(List.of(metric));
        return new Widget(title, statistic, all);
    }

    Map<String, Object> toJson(int index, String region) {
        return Map.of(
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
                Map.of(
                        "title", title,
                        "view", "timeSeries",
                        "region", region,
                        "stat", statistic,
                        "period", AlarmRule.PERIOD_SECONDS,
                        "metrics", metrics));
    }
}
