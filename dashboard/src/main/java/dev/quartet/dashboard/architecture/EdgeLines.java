package dev.quartet.dashboard.architecture;

import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.metric.Series;
import dev.quartet.dashboard.ui.ChartModel.Line;
import java.util.ArrayList;
import java.util.List;

/** What CloudFront says of itself in percent, the same on each view that has a distribution. */
public final class EdgeLines {
    /** What a view reads for these lines, by distribution and {@code Global}. */
    private static final Metric[] METRICS = {
        Metric.EDGE_CACHE_HIT_RATE,
        Metric.EDGE_4XX,
        Metric.EDGE_5XX,
        Metric.EDGE_401,
        Metric.EDGE_403,
        Metric.EDGE_404,
        Metric.EDGE_502,
        Metric.EDGE_503,
        Metric.EDGE_504
    };

    private static final double PERCENT = 0.01;

    private final Lines lines;

    public EdgeLines(Lines lines) {
        this.lines = lines;
    }

    /** Adds what these lines are made of. */
    public static void read(Queries queries, String distributionId) {
        queries.add(List.of(distributionId, "Global"), METRICS);
    }

    /** The share that the cache answered. */
    public List<Line> hits(Readings data) {
        return List.of(lines.line("hitRatio", "series-2", share(data, Metric.EDGE_CACHE_HIT_RATE)));
    }

    /** The shares of errors. */
    public List<Line> status(Readings data) {
        List<Line> all = new ArrayList<>(List.of(
                lines.line("5xx", "state-bad", share(data, Metric.EDGE_5XX)),
                lines.line("4xx", "state-warn", share(data, Metric.EDGE_4XX)),
                lines.line("404", "series-7", share(data, Metric.EDGE_404))));
        // The rarer ones are worth a line only when they occur.
        rare(all, data, "401", "series-1", Metric.EDGE_401);
        rare(all, data, "403", "series-3", Metric.EDGE_403);
        rare(all, data, "502", "series-4", Metric.EDGE_502);
        rare(all, data, "503", "series-8", Metric.EDGE_503);
        rare(all, data, "504", "series-5", Metric.EDGE_504);
        return all;
    }

    private void rare(List<Line> all, Readings data, String id, String colour, Metric metric) {
        Series series = share(data, metric);
        if (series.sum().orElse(0) > 0) {
            all.add(lines.line(id, colour, series));
        }
    }

    private static Series share(Readings data, Metric percent) {
        return data.greatest(data.queries().of(percent)).times(PERCENT);
    }
}
