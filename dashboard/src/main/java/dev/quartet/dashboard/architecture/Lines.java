package dev.quartet.dashboard.architecture;

import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.Series;
import dev.quartet.dashboard.ui.ChartModel.Line;
import dev.quartet.dashboard.ui.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The lines that several views draw, in the same colours on each. */
public final class Lines {
    private final Words words;

    public Lines(Words words) {
        this.words = words;
    }

    /** A line; {@code id} is the name of its text under {@code series}. */
    public Line line(String id, String colour, Series series) {
        return new Line(id, words.of("series." + id), colour, null, series);
    }

    /** What a cache answered, and what it did not, on each other; where one of the two is known, the other was none. */
    public List<Line> lookups(Series hits, Series misses) {
        return List.of(
                new Line("hits", words.of("series.hits"), "series-2", "cache", hits.zeroWhere(misses)),
                new Line("misses", words.of("series.misses"), "series-6", "cache", misses.zeroWhere(hits)));
    }

    /** DAX's item and query cache together. */
    public List<Line> dax(Readings data) {
        return lookups(
                data.perMinute(Metric.DAX_ITEM_HITS, Metric.DAX_QUERY_HITS),
                data.perMinute(Metric.DAX_ITEM_MISSES, Metric.DAX_QUERY_MISSES));
    }

    /** What went wrong in API and functions; services report throttles only where there are any. */
    public List<Line> errors(Readings data) {
        return List.of(
                line("lambdaErrors", "state-bad", data.perMinute(Metric.LAMBDA_ERRORS)),
                line(
                        "throttles",
                        "state-warn",
                        data.perMinute(Metric.LAMBDA_THROTTLES).zeroWhere(data.sum(Metric.LAMBDA_INVOCATIONS))),
                line("api5xx", "series-4", data.perMinute(Metric.API_5XX)),
                line("api4xx", "series-7", data.perMinute(Metric.API_4XX)));
    }

    /** Read and write units a second, indexes included. */
    public List<Line> capacity(Readings data) {
        return List.of(
                line("rcu", "series-5", data.perSecond(Metric.TABLE_RCU, Metric.INDEX_RCU)),
                line("wcu", "series-8", data.perSecond(Metric.TABLE_WCU, Metric.INDEX_WCU)));
    }

    /** Median and 99th percentile of each resource: percentiles of several cannot be added. */
    public List<Line> percentiles(Readings data, Metric p50, Metric p99, UnaryOperator<String> name) {
        List<Line> lines = new ArrayList<>();
        List<MetricQuery> medians = data.queries().of(p50);
        List<MetricQuery> tails = data.queries().of(p99);
        for (int i = 0; i < medians.size(); i++) {
            String resource = medians.get(i).dimensionValues().getFirst();
            String prefix = medians.size() == 1 ? "" : name.apply(resource) + " ";
            lines.add(new Line(
                    "p50-" + i,
                    prefix + words.of("series.p50"),
                    "series-" + (1 + 2 * i % 8),
                    null,
                    data.of(medians.get(i))));
            lines.add(new Line(
                    "p99-" + i,
                    prefix + words.of("series.p99"),
                    medians.size() == 1 ? "series-3" : "series-" + (2 + 2 * i % 8),
                    null,
                    data.of(tails.get(i))));
        }
        return lines;
    }
}
