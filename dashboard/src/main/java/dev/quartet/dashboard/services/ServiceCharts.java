package dev.quartet.dashboard.services;

import dev.quartet.dashboard.architecture.ChartGrid;
import dev.quartet.dashboard.architecture.ChartGrid.Spec;
import dev.quartet.dashboard.architecture.Lines;
import dev.quartet.dashboard.architecture.Readings;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.Series;
import dev.quartet.dashboard.ui.ChartModel.Line;
import dev.quartet.dashboard.ui.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The charts of one service's page: its front door, functions, versions, table, queues, topic and stream, as far as it has them. */
final class ServiceCharts {
    private static final double MILLISECONDS = 1000;
    private static final String[] COLOURS = {"series-1", "series-3", "series-5", "series-4"};

    private final ServiceParts parts;
    private final Lines lines;
    private final EventLines events;

    private ServiceCharts(ServiceParts parts, Words words) {
        this.parts = parts;
        this.lines = new Lines(words);
        this.events = new EventLines(lines);
    }

    static ChartGrid create(ServiceParts parts, Words words) {
        return new ChartGrid("service", new ServiceCharts(parts, words).specs(words.of("unit.minute"), words));
    }

    private List<Spec> specs(String minute, Words words) {
        List<Spec> specs = new ArrayList<>();
        FrontDoor door = parts.door();
        if (door != null) {
            specs.add(new Spec("requests", minute, this::requests));
            specs.add(new Spec(
                    "latency", "ms", data -> lines.percentiles(data, door.median(), door.tail(), String::valueOf)));
            if (door.loadBalancer() != null) {
                specs.add(new Spec("balancer", minute, this::balancer));
                specs.add(new Spec("target", "ms", this::target));
            }
        }
        switch (parts.service()) {
            case ORDERS -> specs.add(new Spec("orders", minute, events::orders));
            case SHIPPING -> specs.add(new Spec("consumers", minute, events::consumers));
            case IMPORTS -> {
                specs.add(new Spec("lines", minute, events::importLines));
                specs.add(new Spec("consumers", minute, events::consumers));
            }
            case CATALOG, INVENTORY, ANALYTICS -> {}
        }
        if (parts.topic() != null) {
            specs.add(new Spec("topic", minute, events::topic));
        }
        if (parts.stream() != null) {
            specs.add(new Spec("stream", minute, this::stream));
        }
        if (parts.queue() != null || !parts.deadLetters().isEmpty()) {
            specs.add(new Spec("queue", "", this::queue));
        }
        if (parts.queue() != null || parts.topic() != null || parts.stream() != null) {
            specs.add(new Spec("age", "ms", this::age));
        }
        specs.add(new Spec(
                "functions", minute, functions(Metric.LAMBDA_INVOCATIONS, query -> data -> data.perMinute(query))));
        specs.add(new Spec("errors", minute, this::errors));
        specs.add(new Spec(
                "duration", "ms", functions(Metric.LAMBDA_DURATION_P99, query -> data -> data.greatest(query))));
        specs.add(new Spec(
                "concurrency", "", functions(Metric.LAMBDA_CONCURRENCY, query -> data -> data.greatest(query))));
        specs.add(new Spec("versions", minute, this::versions));
        if (parts.table() != null) {
            specs.add(new Spec("capacity", words.of("unit.second"), lines::capacity));
            specs.add(new Spec("throttles", minute, this::throttles));
        }
        return specs;
    }

    private List<Line> requests(Readings data) {
        FrontDoor door = parts.door();
        return door == null
                ? List.of()
                : List.of(
                        lines.line("requests", "series-1", data.perMinute(door.count())),
                        lines.line("4xx", "state-warn", data.perMinute(door.clientErrors())),
                        lines.line("5xx", "state-bad", data.perMinute(door.serverErrors())));
    }

    private List<Line> balancer(Readings data) {
        Series known = data.sum(Metric.ORIGIN_REQUESTS);
        return List.of(
                lines.line("requests", "series-1", data.perMinute(Metric.ORIGIN_REQUESTS)),
                lines.line(
                        "target4xx",
                        "state-warn",
                        data.perMinute(Metric.TARGET_4XX).zeroWhere(known)),
                lines.line(
                        "target5xx",
                        "series-4",
                        data.perMinute(Metric.TARGET_5XX).zeroWhere(known)),
                lines.line(
                        "balancer5xx",
                        "state-bad",
                        data.perMinute(Metric.ORIGIN_REFUSED).zeroWhere(known)));
    }

    /** Load balancers report seconds. */
    private List<Line> target(Readings data) {
        return List.of(
                lines.line("p50", "series-1", data.sum(Metric.TARGET_TIME_P50).times(MILLISECONDS)),
                lines.line("p99", "series-3", data.sum(Metric.TARGET_TIME_P99).times(MILLISECONDS)));
    }

    private List<Line> stream(Readings data) {
        return List.of(
                lines.line("records", "series-1", data.perMinute(Metric.STREAM_RECORDS)),
                lines.line(
                        "refusedRecords",
                        "state-bad",
                        data.perMinute(Metric.STREAM_WRITES_REFUSED).zeroWhere(data.sum(Metric.STREAM_RECORDS))));
    }

    private List<Line> queue(Readings data) {
        List<Line> all = new ArrayList<>();
        if (parts.queue() != null) {
            String name = parts.queue().name();
            all.add(lines.line(
                    "waiting", "series-1", data.greatest(data.queries().of(name, Metric.QUEUE_VISIBLE))));
            all.add(lines.line(
                    "inFlight", "series-6", data.greatest(data.queries().of(name, Metric.QUEUE_IN_FLIGHT))));
        }
        Series dead = Series.EMPTY;
        for (var queue : parts.deadLetters()) {
            dead = dead.combine(data.greatest(data.queries().of(queue.name(), Metric.QUEUE_VISIBLE)), Double::sum);
        }
        all.add(lines.line("dead", "state-bad", dead));
        return all;
    }

    private List<Line> age(Readings data) {
        List<Line> all = new ArrayList<>();
        if (parts.queue() != null) {
            all.add(lines.line(
                    "queueAge",
                    "series-5",
                    data.greatest(data.queries().of(Metric.QUEUE_AGE)).times(MILLISECONDS)));
        }
        if (parts.topic() != null || parts.stream() != null) {
            all.add(lines.line(
                    "iteratorAge", "series-3", data.greatest(data.queries().of(Metric.LAMBDA_ITERATOR_AGE))));
        }
        return all;
    }

    /** A line for each function. */
    private Function<Readings, List<Line>> functions(
            Metric metric, Function<List<MetricQuery>, Function<Readings, Series>> series) {
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

    private List<Line> errors(Readings data) {
        return List.of(
                lines.line("lambdaErrors", "state-bad", data.perMinute(Metric.LAMBDA_ERRORS)),
                lines.line(
                        "throttles",
                        "state-warn",
                        data.perMinute(Metric.LAMBDA_THROTTLES).zeroWhere(data.sum(Metric.LAMBDA_INVOCATIONS))));
    }

    private List<Line> versions(Readings data) {
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

    private List<Line> throttles(Readings data) {
        Series known = data.sum(Metric.TABLE_RCU, Metric.TABLE_WCU);
        return List.of(
                lines.line(
                        "throttledReads",
                        "state-bad",
                        data.perMinute(Metric.TABLE_READ_THROTTLES, Metric.INDEX_READ_THROTTLES)
                                .zeroWhere(known)),
                lines.line(
                        "throttledWrites",
                        "state-warn",
                        data.perMinute(Metric.TABLE_WRITE_THROTTLES, Metric.INDEX_WRITE_THROTTLES)
                                .zeroWhere(known)));
    }
}
