package dev.quartet.dashboard.blog;

import dev.quartet.dashboard.architecture.ChartGrid;
import dev.quartet.dashboard.architecture.ChartGrid.Spec;
import dev.quartet.dashboard.architecture.EdgeLines;
import dev.quartet.dashboard.architecture.Lines;
import dev.quartet.dashboard.architecture.Readings;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.Series;
import dev.quartet.dashboard.ui.ChartModel.Line;
import dev.quartet.dashboard.ui.Words;
import dev.quartet.exports.BlogExports;
import java.util.ArrayList;
import java.util.List;

/** The charts of the Blog view: edge, API, tables, pictures. */
final class BlogCharts {
    private static final double MILLISECONDS = 1000;

    private final BlogExports blog;
    private final Words words;
    private final Lines lines;
    private final EdgeLines edge;

    private BlogCharts(BlogExports blog, Words words) {
        this.blog = blog;
        this.words = words;
        this.lines = new Lines(words);
        this.edge = new EdgeLines(lines);
    }

    static ChartGrid create(BlogExports blog, Words words) {
        return new ChartGrid("blog", new BlogCharts(blog, words).specs());
    }

    private List<Spec> specs() {
        String minute = words.of("unit.minute");
        String second = words.of("unit.second");
        List<Spec> specs = new ArrayList<>(List.of(
                new Spec("hits", "%", 1.0, edge::hits),
                new Spec("requests", minute, this::requests),
                new Spec("bytes", "B" + minute, this::bytes),
                new Spec(
                        "origin",
                        "ms",
                        data -> lines.percentiles(
                                data,
                                Metric.EDGE_ORIGIN_LATENCY_P50,
                                Metric.EDGE_ORIGIN_LATENCY_P99,
                                BlogParts::shortName)),
                new Spec("status", "%", edge::status),
                new Spec(
                        "latency",
                        "ms",
                        data -> lines.percentiles(
                                data, Metric.API_LATENCY_P50, Metric.API_LATENCY_P99, BlogParts::shortName)),
                new Spec("errors", minute, lines::errors)));
        if (blog.daxClusterName() != null) {
            specs.add(new Spec("dax", minute, lines::dax));
        }
        specs.add(new Spec("functions", minute, this::functions));
        specs.add(new Spec("duration", "ms", this::durations));
        specs.add(new Spec("capacity", second, this::capacity));
        specs.add(new Spec("throttles", minute, this::throttles));
        if (!blog.replicaRegions().isEmpty()) {
            specs.add(new Spec("replication", "ms", this::replication));
        }
        specs.add(new Spec("thumbnails", minute, this::thumbnails));
        specs.add(new Spec("queue", "", this::queue));
        specs.add(new Spec("age", "ms", this::age));
        return specs;
    }

    private List<Line> requests(Readings data) {
        return List.of(
                lines.line("edgeRequests", "series-1", data.perMinute(Metric.EDGE_REQUESTS)),
                lines.line("apiRequests", "series-3", data.perMinute(Metric.API_COUNT)));
    }

    private List<Line> bytes(Readings data) {
        return List.of(
                lines.line("bytesDown", "series-1", data.perMinute(Metric.EDGE_BYTES)),
                lines.line("bytesUp", "series-7", data.perMinute(Metric.EDGE_BYTES_UP)));
    }

    private List<Line> functions(Readings data) {
        return List.of(
                invocations(data, BlogParts.API, "series-1"),
                invocations(data, BlogParts.WELCOME, "series-3"),
                invocations(data, BlogParts.FEEDBACK, "series-4"),
                invocations(data, BlogParts.THUMBNAILS, "series-5"));
    }

    private Line invocations(Readings data, BlogParts part, String colour) {
        return lines.line(
                part.name(), colour, data.perMinute(data.queries().of(part.in(blog), Metric.LAMBDA_INVOCATIONS)));
    }

    private List<Line> durations(Readings data) {
        return List.of(
                duration(data, BlogParts.API, "series-1"),
                duration(data, BlogParts.WELCOME, "series-3"),
                duration(data, BlogParts.FEEDBACK, "series-4"),
                duration(data, BlogParts.THUMBNAILS, "series-5"));
    }

    private Line duration(Readings data, BlogParts part, String colour) {
        return lines.line(
                part.name(), colour, data.greatest(data.queries().of(part.in(blog), Metric.LAMBDA_DURATION_P99)));
    }

    private List<Line> capacity(Readings data) {
        String posts = blog.postsTable().name();
        String visitors = blog.visitorsTable().name();
        return List.of(
                lines.line("postsRcu", "series-5", units(data, posts, Metric.TABLE_RCU, Metric.INDEX_RCU)),
                lines.line("postsWcu", "series-8", units(data, posts, Metric.TABLE_WCU, Metric.INDEX_WCU)),
                lines.line("visitorsRcu", "series-2", units(data, visitors, Metric.TABLE_RCU, Metric.INDEX_RCU)),
                lines.line("visitorsWcu", "series-4", units(data, visitors, Metric.TABLE_WCU, Metric.INDEX_WCU)));
    }

    private static Series units(Readings data, String table, Metric... metrics) {
        return data.perSecond(data.queries().of(table, metrics));
    }

    /** DynamoDB reports throttles only where there are any: where units are known, there were none. */
    private List<Line> throttles(Readings data) {
        return List.of(
                lines.line(
                        "throttledReads",
                        "state-bad",
                        data.perMinute(Metric.TABLE_READ_THROTTLES, Metric.INDEX_READ_THROTTLES)
                                .zeroWhere(data.sum(Metric.TABLE_RCU, Metric.TABLE_WCU))),
                lines.line(
                        "throttledWrites",
                        "state-warn",
                        data.perMinute(Metric.TABLE_WRITE_THROTTLES, Metric.INDEX_WRITE_THROTTLES)
                                .zeroWhere(data.sum(Metric.TABLE_RCU, Metric.TABLE_WCU))));
    }

    private List<Line> replication(Readings data) {
        List<Line> all = new ArrayList<>();
        for (MetricQuery query : data.queries().of(Metric.REPLICATION_LATENCY)) {
            int i = all.size();
            String table =
                    query.dimensionValues().getFirst().equals(blog.postsTable().name()) ? "posts" : "visitors";
            all.add(new Line(
                    "replica-" + i,
                    words.of("series.replica." + table, query.dimensionValues().getLast()),
                    "series-" + (1 + i % 8),
                    null,
                    data.of(query)));
        }
        return all;
    }

    private List<Line> thumbnails(Readings data) {
        Series known = data.sum(data.queries().of(BlogParts.THUMBNAILS.in(blog), Metric.LAMBDA_INVOCATIONS));
        return List.of(
                lines.line(
                        "done",
                        "series-2",
                        data.perMinute(Metric.THUMBNAILS_DONE).zeroWhere(known)),
                lines.line(
                        "rejected",
                        "state-warn",
                        data.perMinute(Metric.THUMBNAILS_REJECTED).zeroWhere(known)),
                lines.line(
                        "failed",
                        "state-bad",
                        data.perMinute(Metric.THUMBNAILS_FAILED).zeroWhere(known)));
    }

    private List<Line> queue(Readings data) {
        String queue = blog.thumbnailQueue().name();
        String dead = blog.thumbnailDeadLetterQueue().name();
        return List.of(
                lines.line("waiting", "series-1", data.greatest(data.queries().of(queue, Metric.QUEUE_VISIBLE))),
                lines.line("inFlight", "series-6", data.greatest(data.queries().of(queue, Metric.QUEUE_IN_FLIGHT))),
                lines.line("dead", "state-bad", data.greatest(data.queries().of(dead, Metric.QUEUE_VISIBLE))));
    }

    private List<Line> age(Readings data) {
        return List.of(
                lines.line(
                        "queueAge",
                        "series-5",
                        data.greatest(data.queries().of(Metric.QUEUE_AGE)).times(MILLISECONDS)),
                lines.line(
                        "iteratorAge", "series-3", data.greatest(data.queries().of(Metric.LAMBDA_ITERATOR_AGE))));
    }
}
