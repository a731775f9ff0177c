package dev.quartet.dashboard.todo;

import com.vaadin.flow.component.html.Div;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.Series;
import dev.quartet.dashboard.metric.Window;
import dev.quartet.dashboard.ui.Chart;
import dev.quartet.dashboard.ui.ChartModel;
import dev.quartet.dashboard.ui.ChartModel.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The charts of the Todo view, which share one time axis. */
final class TodoCharts extends Div {
    private final TodoQueries queries;
    private final Map<String, Chart> charts = new LinkedHashMap<>();

    TodoCharts(TodoQueries queries) {
        this.queries = queries;
        addClassName("charts");
        List<String> names = new ArrayList<>(List.of("api", "invocations", "errors", "duration", "capacity"));
        if (!queries.of(Metric.DAX_REQUESTS).isEmpty()) {
            names.add(1, "dax");
        }
        for (String name : names) {
            Chart chart = new Chart();
            chart.setId("chart-" + name);
            charts.put(name, chart);
            add(chart);
        }
    }

    void show(TodoData data, Window window) {
        String minute = getTranslation("unit.minute");
        charts.forEach((name, chart) -> {
            switch (name) {
                case "api" ->
                    show(chart, name, minute, window, cache(data, Metric.API_CACHE_HITS, Metric.API_CACHE_MISSES));
                case "dax" -> show(chart, name, minute, window, dax(data));
                case "invocations" ->
                    show(
                            chart,
                            name,
                            minute,
                            window,
                            List.of(line("invocations", "series-1", data.perMinute(Metric.LAMBDA_INVOCATIONS))));
                case "errors" -> show(chart, name, minute, window, errors(data));
                case "duration" -> show(chart, name, "ms", window, durations(data));
                default -> show(chart, name, getTranslation("unit.second"), window, capacity(data));
            }
        });
    }

    private void show(Chart chart, String name, String unit, Window window, List<Line> lines) {
        chart.show(new ChartModel(
                getTranslation("todo.chart." + name),
                unit,
                "todo",
                window,
                getTranslation("todo.chart." + name + ".summary"),
                getTranslation("todo.chart." + name + ".empty"),
                lines));
    }

    private List<Line> cache(TodoData data, Metric hits, Metric misses) {
        return List.of(
                line("hits", "series-2", "cache", data.perMinute(hits)),
                line("misses", "series-6", "cache", data.perMinute(misses)));
    }

    /** DAX sends only what is not zero: where one of the two is known, the other was none. */
    private List<Line> dax(TodoData data) {
        Series hits = data.perMinute(Metric.DAX_ITEM_HITS, Metric.DAX_QUERY_HITS);
        Series misses = data.perMinute(Metric.DAX_ITEM_MISSES, Metric.DAX_QUERY_MISSES);
        return List.of(
                line("hits", "series-2", "cache", hits.zeroWhere(misses)),
                line("misses", "series-6", "cache", misses.zeroWhere(hits)));
    }

    private List<Line> errors(TodoData data) {
        return List.of(
                line("lambdaErrors", "state-bad", data.perMinute(Metric.LAMBDA_ERRORS)),
                line("throttles", "state-warn", data.perMinute(Metric.LAMBDA_THROTTLES)),
                line("api5xx", "series-4", data.perMinute(Metric.API_5XX)),
                line("api4xx", "series-7", data.perMinute(Metric.API_4XX)));
    }

    /** Percentiles of several functions cannot be added: a line for each. */
    private List<Line> durations(TodoData data) {
        List<Line> lines = new ArrayList<>();
        List<MetricQuery> p50 = queries.of(Metric.LAMBDA_DURATION_P50);
        List<MetricQuery> p99 = queries.of(Metric.LAMBDA_DURATION_P99);
        for (int i = 0; i < p50.size(); i++) {
            String prefix = p50.size() == 1 ? "" : p50.get(i).dimensionValues().getFirst() + " ";
            lines.add(new Line(
                    "p50-" + i,
                    prefix + getTranslation("series.p50"),
                    "series-" + (1 + 2 * i % 8),
                    null,
                    data.of(p50.get(i))));
            lines.add(new Line(
                    "p99-" + i,
                    prefix + getTranslation("series.p99"),
                    "series-" + (3 + 2 * i % 6),
                    null,
                    data.of(p99.get(i))));
        }
        return lines;
    }

    private List<Line> capacity(TodoData data) {
        return List.of(
                line("rcu", "series-5", data.perSecond(Metric.TABLE_RCU, Metric.INDEX_RCU)),
                line("wcu", "series-8", data.perSecond(Metric.TABLE_WCU, Metric.INDEX_WCU)));
    }

    private Line line(String id, String colour, Series series) {
        return new Line(id, getTranslation("series." + id), colour, null, series);
    }

    private Line line(String id, String colour, String stack, Series series) {
        return new Line(id, getTranslation("series." + id), colour, stack, series);
    }
}
