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
import dev.quartet.exports.QueueRef;
import dev.quartet.exports.ServicesExports;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The charts of the Services view: all services on each. */
final class ServicesCharts {
    private static final double MILLISECONDS = 1000;

    private final ServicesExports shop;
    private final List<ServiceParts> services;
    private final Lines lines;
    private final EventLines events;

    private ServicesCharts(ServicesExports shop, Words words) {
        this.shop = shop;
        this.services = ServiceParts.all(shop);
        this.lines = new Lines(words);
        this.events = new EventLines(lines);
    }

    static ChartGrid create(ServicesExports shop, Words words) {
        ServicesCharts charts = new ServicesCharts(shop, words);
        String minute = words.of("unit.minute");
        return new ChartGrid(
                "services",
                List.of(
                        new Spec("requests", minute, charts.doors(FrontDoor::count, true)),
                        new Spec("errors", minute, charts.doors(FrontDoor::serverErrors, true)),
                        new Spec("latency", "ms", charts.doors(FrontDoor::tail, false)),
                        new Spec("orders", minute, charts.events::orders),
                        new Spec("events", minute, charts.events::topic),
                        new Spec("queues", "", charts::queues),
                        new Spec("age", "ms", charts::ages),
                        new Spec("concurrency", "", charts::concurrency),
                        new Spec("consumers", minute, charts.events::consumers),
                        new Spec("functionErrors", minute, charts::functionErrors),
                        new Spec("capacity", words.of("unit.second"), charts.lines::capacity),
                        new Spec("throttles", minute, charts::throttles)));
    }

    private Function<Readings, List<Line>> doors(Function<FrontDoor, Metric> metric, boolean perMinute) {
        return data -> {
            List<Line> all = new ArrayList<>();
            for (ServiceParts parts : services) {
                FrontDoor door = parts.door();
                if (door != null) {
                    List<MetricQuery> queries = ServiceFigures.door(door, data.queries(), metric.apply(door));
                    Series series = perMinute ? data.perMinute(queries) : data.greatest(queries);
                    all.add(line(parts, series));
                }
            }
            return all;
        };
    }

    private Line line(ServiceParts parts, Series series) {
        return lines.line(parts.service().key(), parts.service().colour(), series);
    }

    private List<Line> queues(Readings data) {
        Series dead = Series.EMPTY;
        for (ServiceParts parts : services) {
            for (QueueRef queue : parts.deadLetters()) {
                dead = dead.combine(depth(data, queue), Double::sum);
            }
        }
        return List.of(
                lines.line("shipping", Service.SHIPPING.colour(), depth(data, shop.shippingQueue())),
                lines.line(
                        "imports",
                        Service.IMPORTS.colour(),
                        depth(data, shop.imports().queue())),
                lines.line("dead", "state-bad", dead));
    }

    private static Series depth(Readings data, QueueRef queue) {
        return data.greatest(data.queries().of(queue.name(), Metric.QUEUE_VISIBLE));
    }

    private List<Line> ages(Readings data) {
        List<Line> all = new ArrayList<>();
        for (ServiceParts parts : services) {
            QueueRef queue = parts.queue();
            Series age = queue != null
                    ? data.greatest(data.queries().of(queue.name(), Metric.QUEUE_AGE))
                            .times(MILLISECONDS)
                    : data.greatest(ServiceFigures.functions(parts, data.queries(), Metric.LAMBDA_ITERATOR_AGE));
            if (queue != null || parts.topic() != null || parts.stream() != null) {
                all.add(line(parts, age));
            }
        }
        return all;
    }

    private List<Line> concurrency(Readings data) {
        return services.stream()
                .map(parts -> line(
                        parts, data.sum(ServiceFigures.functions(parts, data.queries(), Metric.LAMBDA_CONCURRENCY))))
                .toList();
    }

    private List<Line> functionErrors(Readings data) {
        return services.stream()
                .map(parts -> line(
                        parts, data.perMinute(ServiceFigures.functions(parts, data.queries(), Metric.LAMBDA_ERRORS))))
                .toList();
    }

    /** Tables report throttles only where there are any: where units are known, there were none. */
    private List<Line> throttles(Readings data) {
        Series invocations = data.sum(Metric.LAMBDA_INVOCATIONS);
        Series units = data.sum(Metric.TABLE_RCU, Metric.TABLE_WCU);
        return List.of(
                lines.line(
                        "functionThrottles",
                        "series-1",
                        data.perMinute(Metric.LAMBDA_THROTTLES).zeroWhere(invocations)),
                lines.line(
                        "tableThrottles",
                        "series-5",
                        data.perMinute(
                                        Metric.TABLE_READ_THROTTLES,
                                        Metric.TABLE_WRITE_THROTTLES,
                                        Metric.INDEX_READ_THROTTLES,
                                        Metric.INDEX_WRITE_THROTTLES)
                                .zeroWhere(units)),
                lines.line(
                        "streamThrottles",
                        "series-3",
                        data.perMinute(Metric.STREAM_WRITES_REFUSED, Metric.STREAM_READS_REFUSED)
                                .zeroWhere(data.sum(Metric.STREAM_RECORDS))));
    }
}
