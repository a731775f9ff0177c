package dev.quartet.dashboard.services;

import dev.quartet.dashboard.architecture.ChartGrid;
import dev.quartet.dashboard.architecture.ChartGrid.Spec;
import dev.quartet.dashboard.architecture.Lines;
import dev.quartet.dashboard.architecture.Readings;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.metric.Series;
import dev.quartet.dashboard.ui.ChartModel.Line;
import dev.quartet.dashboard.ui.Words;
import java.util.ArrayList;
import java.util.List;

/** The charts of one service's page: its front door, functions, versions, table, queues, topic and stream, as far as it has them. */
final class ServiceCharts {
    private static final double MILLISECONDS = 1000;

    private final ServiceParts parts;
    private final Lines lines;
    private final EventLines events;
    private final FunctionLines functions;

    private ServiceCharts(ServiceParts parts, Words words) {
        this.parts = parts;
        this.lines = new Lines(words);
        this.events = new EventLines(lines);
        this.functions = new FunctionLines(parts, lines);
    }

    static ChartGrid create(ServiceParts parts, Words words) {
        return new ChartGrid("service", new ServiceCharts(parts, words).specs(words.of("unit.minute"), words));
    }

    private List<Spec> specs(String minute, Words words) {
        List<Spec> specs = new ArrayList<>();
        FrontDoor door = parts.door();
        if (door != null) {
            DoorLines coming = new DoorLines(door, lines);
            specs.add(new Spec("requests", minute, coming::requests));
            specs.add(new Spec("latency", "ms", coming::latency));
            if (door.loadBalancer() != null) {
                specs.add(new Spec("balancer", minute, coming::balancer));
                specs.add(new Spec("target", "ms", coming::target));
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
                "functions",
                minute,
                functions.each(Metric.LAMBDA_INVOCATIONS, query -> data -> data.perMinute(query))));
        specs.add(new Spec("errors", minute, functions::errors));
        specs.add(new Spec(
                "duration", "ms", functions.each(Metric.LAMBDA_DURATION_P99, query -> data -> data.greatest(query))));
        specs.add(new Spec(
                "concurrency", "", functions.each(Metric.LAMBDA_CONCURRENCY, query -> data -> data.greatest(query))));
        specs.add(new Spec("versions", minute, functions::versions));
        if (parts.table() != null) {
            specs.add(new Spec("capacity", words.of("unit.second"), lines::capacity));
            specs.add(new Spec("throttles", minute, this::throttles));
        }
        return specs;
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
