package dev.quartet.dashboard.cost;

import dev.quartet.dashboard.architecture.Queries;
import dev.quartet.dashboard.feed.Snapshot;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.Series;
import dev.quartet.dashboard.metric.Statistic;
import dev.quartet.dashboard.metric.TimeRange;
import dev.quartet.dashboard.metric.Window;
import dev.quartet.exports.StackExports;
import dev.quartet.exports.prices.PriceTable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** An hour in which each minute has the same values, read right after it. */
final class Steady {
    static final Instant END = Instant.parse("2026-05-01T12:00:00Z");
    private static final int MINUTES = 60;

    private Steady() {}

    /** What every resource of a metric counts in the hour; what is not in the map was not reported. */
    static Snapshot hour(Queries queries, Map<Metric, Double> totals) {
        Map<MetricQuery, Series> series = new HashMap<>();
        for (MetricQuery query : queries.all()) {
            Double total = totals.get(query.metric());
            SortedMap<Instant, Double> points = new TreeMap<>();
            for (int minute = 1; total != null && minute <= MINUTES; minute++) {
                boolean counted = query.metric().statistic() == Statistic.SUM
                        || query.metric().statistic() == Statistic.SAMPLE_COUNT;
                points.put(END.minus(Duration.ofMinutes(minute)), counted ? total / MINUTES : total);
            }
            series.put(query, Series.of(points));
        }
        Window window = Window.endingAt(END.minusSeconds(1), TimeRange.DEFAULT, Duration.ZERO);
        Window settled = new Window(window.start(), window.end(), window.period(), window.end());
        return new Snapshot(TimeRange.DEFAULT, settled, END, series, List.of());
    }

    static Bill bill(StackExports exports, Map<Metric, Double> totals) {
        Queries queries = CostQueries.of(exports);
        return Bill.of(exports, queries, hour(queries, totals), PriceTable.load(), Map.of("todo", 12))
                .orElseThrow();
    }
}
