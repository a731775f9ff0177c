package dev.quartet.dashboard.updates;

import dev.quartet.dashboard.architecture.ChartGrid;
import dev.quartet.dashboard.architecture.ChartGrid.Spec;
import dev.quartet.dashboard.architecture.EdgeLines;
import dev.quartet.dashboard.architecture.Lines;
import dev.quartet.dashboard.architecture.Readings;
import dev.quartet.dashboard.figure.Evaluation;
import dev.quartet.dashboard.figure.Headline;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.metric.Series;
import dev.quartet.dashboard.ui.ChartModel.Line;
import dev.quartet.dashboard.ui.Words;
import java.util.List;
import java.util.Set;

/** The charts of the Updates view: the edge beside its origin. */
final class UpdatesCharts {
    private static final double PERCENT = 0.01;
    private static final double MILLISECONDS = 1000;

    private final WithoutEdge without;
    private final Lines lines;
    private final EdgeLines edge;

    private UpdatesCharts(WithoutEdge without, Words words) {
        this.without = without;
        this.lines = new Lines(words);
        this.edge = new EdgeLines(lines);
    }

    static ChartGrid create(WithoutEdge without, Words words) {
        UpdatesCharts charts = new UpdatesCharts(without, words);
        String minute = words.of("unit.minute");
        return new ChartGrid(
                "updates",
                List.of(
                        new Spec("offload", "%", 1.0, charts::offload),
                        new Spec("instances", "", charts::instances),
                        new Spec("requests", minute, charts::requests),
                        new Spec("bytes", "B" + minute, charts::bytes),
                        new Spec("cpu", "%", charts::cpu),
                        new Spec("hits", "%", 1.0, charts.edge::hits),
                        new Spec("latency", "ms", charts::latency),
                        new Spec("errors", minute, charts::errors),
                        new Spec("status", "%", charts.edge::status),
                        new Spec("credit", "B", charts::credit),
                        new Spec("files", "B" + minute, charts::files),
                        new Spec("mounts", "", charts::mounts),
                        new Spec("releases", minute, charts::releases),
                        new Spec("duration", "ms", charts::duration)));
    }

    private List<Line> offload(Readings data) {
        return List.of(
                lines.line("offloadRequests", "series-1", share(data, Headline.OFFLOAD_REQUESTS)),
                lines.line("offloadBytes", "series-2", share(data, Headline.OFFLOAD_BYTES)));
    }

    private static Series share(Readings data, Headline headline) {
        Metric[] metrics = headline.formula().metrics().toArray(new Metric[0]);
        return new Evaluation(Set.copyOf(data.queries().of(metrics)), data::of)
                .series(headline.formula(), data.window());
    }

    private List<Line> instances(Readings data) {
        return List.of(
                lines.line("inService", "series-2", greatest(data, Metric.GROUP_IN_SERVICE)),
                lines.line("desired", "series-1", greatest(data, Metric.GROUP_DESIRED)),
                lines.line("withoutEdge", "series-4", without.instances(data)),
                lines.line("most", "series-7", greatest(data, Metric.GROUP_MAX)));
    }

    private List<Line> requests(Readings data) {
        return List.of(
                lines.line("edgeRequests", "series-1", data.perMinute(Metric.EDGE_REQUESTS)),
                lines.line("origin", "series-3", origin(data, Metric.ORIGIN_REQUESTS, Metric.ORIGIN_REFUSED)));
    }

    private List<Line> bytes(Readings data) {
        return List.of(
                lines.line("edgeRequests", "series-1", data.perMinute(Metric.EDGE_BYTES)),
                lines.line("origin", "series-3", origin(data, Metric.ORIGIN_BYTES)));
    }

    private List<Line> cpu(Readings data) {
        return List.of(lines.line(
                "originCpu", "series-3", greatest(data, Metric.INSTANCE_CPU).times(PERCENT)));
    }

    private List<Line> latency(Readings data) {
        return List.of(
                lines.line(
                        "p50",
                        "series-1",
                        greatest(data, Metric.TARGET_TIME_P50).times(MILLISECONDS)),
                lines.line(
                        "p99",
                        "series-3",
                        greatest(data, Metric.TARGET_TIME_P99).times(MILLISECONDS)));
    }

    private List<Line> errors(Readings data) {
        return List.of(
                lines.line("balancer5xx", "state-bad", origin(data, Metric.ORIGIN_REFUSED)),
                lines.line("target5xx", "series-4", origin(data, Metric.TARGET_5XX)),
                lines.line("target4xx", "state-warn", origin(data, Metric.TARGET_4XX)));
    }

    private List<Line> credit(Readings data) {
        return List.of(lines.line("burstCredit", "series-5", greatest(data, Metric.FILES_CREDIT)));
    }

    private List<Line> files(Readings data) {
        return List.of(lines.line("bytesRead", "series-3", data.perMinute(Metric.FILES_READ)));
    }

    private List<Line> mounts(Readings data) {
        return List.of(lines.line("mounts", "series-6", greatest(data, Metric.FILES_CLIENTS)));
    }

    private List<Line> releases(Readings data) {
        return List.of(
                lines.line("releases", "series-2", counted(data, Metric.RELEASES_PUBLISHED)),
                lines.line("unchanged", "series-6", counted(data, Metric.RELEASES_UNCHANGED)),
                lines.line("rejected", "state-warn", counted(data, Metric.RELEASES_REJECTED)),
                lines.line("failed", "state-bad", counted(data, Metric.RELEASES_FAILED)));
    }

    private List<Line> duration(Readings data) {
        return lines.percentiles(data, Metric.LAMBDA_DURATION_P50, Metric.LAMBDA_DURATION_P99, name -> name);
    }

    /** The function counts only what happened. */
    private static Series counted(Readings data, Metric metric) {
        return data.perMinute(metric).zeroWhere(data.sum(Metric.LAMBDA_INVOCATIONS));
    }

    /** A load balancer reports nothing where there was nothing: while the edge was asked, that is 0. */
    private static Series origin(Readings data, Metric... metrics) {
        return data.perMinute(metrics).zeroWhere(data.sum(Metric.EDGE_REQUESTS));
    }

    private static Series greatest(Readings data, Metric metric) {
        return data.greatest(data.queries().of(metric));
    }
}
