package dev.quartet.dashboard.services;

import dev.quartet.dashboard.architecture.Queries;
import dev.quartet.dashboard.architecture.Readings;
import dev.quartet.dashboard.architecture.Sketch;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.ui.Numbers;
import dev.quartet.dashboard.ui.TopologyModel;
import dev.quartet.dashboard.ui.Words;
import dev.quartet.exports.QueueRef;
import dev.quartet.exports.ServicesExports;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The shop as a picture: who calls whom, and what is told by events, with orders in the middle. */
final class ServicesTopology {
    private final ServicesExports shop;
    private final ShopState state;
    private final Words words;
    private final Locale locale;

    ServicesTopology(ServicesExports shop, ShopState state, Words words, Locale locale) {
        this.shop = shop;
        this.state = state;
        this.words = words;
        this.locale = locale;
    }

    TopologyModel model(Readings data) {
        Sketch sketch = new Sketch("services", words, locale);
        calls(sketch, data);
        events(sketch, data);
        imports(sketch, data);
        return sketch.model();
    }

    private ServiceParts parts(Service service) {
        return ServiceParts.of(service, shop);
    }

    private String style(Service service, Readings data) {
        return state.of(parts(service), data).level().style();
    }

    private void calls(Sketch sketch, Readings data) {
        sketch.node("shoppers", 0, 0, 1, 3)
                .node("catalog", style(Service.CATALOG, data), null, 1, 0, 1, 4.62)
                .node("orders", style(Service.ORDERS, data), null, 1, 1, 0, 4)
                .node("inventory", style(Service.INVENTORY, data), null, 1, 2, 1, 5.6);
        Double placed = data.rate(data.queries().of(shop.imports().queue().name(), Metric.QUEUE_DELETED));
        Double orders = count(Service.ORDERS, data);
        // The API does not tell who called: what imports placed is their messages, the rest is shoppers'.
        Double shoppers = orders == null ? null : Double.valueOf(Math.max(0, orders - (placed == null ? 0 : placed)));
        call(sketch, "shoppers", Service.CATALOG, count(Service.CATALOG, data), data);
        call(sketch, "shoppers", Service.ORDERS, shoppers, data);
        sketch.unmetered("orders", "catalog");
        call(sketch, "orders", Service.INVENTORY, count(Service.INVENTORY, data), data);
    }

    private void call(Sketch sketch, String from, Service to, @Nullable Double rate, Readings data) {
        ServiceFigures figures = ServiceFigures.of(parts(to), data);
        sketch.call(from, to.key(), rate, figures.median(), figures.failed());
    }

    private @Nullable Double count(Service service, Readings data) {
        FrontDoor door = parts(service).door();
        return door == null ? null : data.rate(ServiceFigures.door(door, data.queries(), door.count()));
    }

    private void events(Sketch sketch, Readings data) {
        Queries queries = data.queries();
        String publisher = parts(Service.ORDERS).function("-publisher");
        ServiceParts analytics = parts(Service.ANALYTICS);
        String worker = analytics.function("analytics-worker");
        sketch.node("publisher", failing(publisher, data), null, 2, 1, 0, 6.4)
                .node("topic", 3, 1, 0, 7.4)
                .node("stream", 3, 0, 1, 7)
                .node("analytics", style(Service.ANALYTICS, data), null, 4, 0, 1, 8);
        queue(sketch, "queue", Service.SHIPPING, data, 4, 1, 0, 8.4);
        sketch.node("shipping", style(Service.SHIPPING, data), null, 4, 2, 0, 9.4);
        Double refused = data.rate(queries.of(shop.eventsStreamName(), Metric.STREAM_WRITES_REFUSED));
        String topic = String.valueOf(parts(Service.ORDERS).topic());
        Double undelivered = data.rate(queries.of(topic, Metric.TOPIC_FAILED));
        Double filtered = data.rate(queries.of(topic, Metric.TOPIC_FILTERED));
        sketch.event(
                        "orders",
                        "publisher",
                        "edge.batches",
                        data.rate(queries.of(publisher, Metric.LAMBDA_INVOCATIONS)),
                        age(data, queries.of(publisher, Metric.LAMBDA_ITERATOR_AGE)),
                        sketch.share(share(publisher, data)))
                .event("publisher", "topic", "edge.rate", data.rate(queries.of(topic, Metric.TOPIC_PUBLISHED)), "", "")
                .event(
                        "publisher",
                        "stream",
                        "edge.rate",
                        data.rate(queries.of(shop.eventsStreamName(), Metric.STREAM_RECORDS)),
                        "",
                        amount("edge.refused", refused))
                .event(
                        "topic",
                        "queue",
                        "edge.rate",
                        data.rate(queries.of(topic, Metric.TOPIC_DELIVERED)),
                        amount("edge.filtered", filtered),
                        amount("edge.undelivered", undelivered))
                .event(
                        "stream",
                        "analytics",
                        "edge.batches",
                        data.rate(queries.of(worker, Metric.LAMBDA_INVOCATIONS)),
                        age(data, queries.of(worker, Metric.LAMBDA_ITERATOR_AGE)),
                        sketch.share(share(worker, data)));
        worked(sketch, "queue", "shipping", shop.shippingQueue(), data);
    }

    private void imports(Sketch sketch, Readings data) {
        Queries queries = data.queries();
        String reader = parts(Service.IMPORTS).function("imports-reader");
        QueueRef queue = shop.imports().queue();
        sketch.node("bucket", 2, 3, 0, 0).node("reader", failing(reader, data), null, 1, 3, 0, 1);
        queue(sketch, "importQueue", Service.IMPORTS, data, 0, 3, 0, 2);
        sketch.node("imports", style(Service.IMPORTS, data), null, 0, 2, 0, 3);
        sketch.event(
                        "bucket",
                        "reader",
                        "edge.files",
                        data.rate(queries.of(reader, Metric.LAMBDA_INVOCATIONS)),
                        "",
                        sketch.share(share(reader, data)))
                .event(
                        "reader",
                        "importQueue",
                        "edge.rate",
                        data.rate(queries.of(queue.name(), Metric.QUEUE_SENT)),
                        "",
                        "");
        worked(sketch, "importQueue", "imports", queue, data);
        sketch.call("imports", "orders", data.rate(queries.of(queue.name(), Metric.QUEUE_DELETED)), null, null);
    }

    /** A queue, which says what lies in its dead-letter queues instead of what it is for. */
    private void queue(
            Sketch sketch,
            String id,
            Service service,
            Readings data,
            double column,
            double row,
            double narrowColumn,
            double narrowRow) {
        Double dead = ServiceFigures.of(parts(service), data).dead();
        boolean lost = dead != null && dead > 0;
        String sub = lost ? words.of("blog.node.queue.dead", Numbers.count(dead, locale)) : null;
        sketch.node(id, lost ? "bad" : "ok", sub, column, row, narrowColumn, narrowRow);
    }

    private void worked(Sketch sketch, String from, String to, QueueRef queue, Readings data) {
        Queries queries = data.queries();
        Double waiting = data.latest(queries.of(queue.name(), Metric.QUEUE_VISIBLE));
        Double oldest = data.latest(queries.of(queue.name(), Metric.QUEUE_AGE));
        List<String> below = new ArrayList<>();
        if (waiting != null && waiting > 0) {
            below.add(words.of("blog.edge.waiting", Numbers.count(waiting, locale)));
        }
        if (oldest != null && oldest > 0) {
            below.add(words.of("blog.edge.age", Numbers.milliseconds(oldest * 1000, locale)));
        }
        sketch.event(
                from,
                to,
                "edge.rate",
                data.rate(queries.of(queue.name(), Metric.QUEUE_DELETED)),
                String.join(" · ", below),
                "");
    }

    private String age(Readings data, List<MetricQuery> ages) {
        Double age = data.latest(ages);
        return age == null ? "" : words.of("blog.edge.age", Numbers.milliseconds(age, locale));
    }

    private String amount(String key, @Nullable Double rate) {
        return rate == null || rate == 0 ? "" : words.of(key, Numbers.count(rate, locale));
    }

    private @Nullable Double share(String function, Readings data) {
        Double errors = data.rate(data.queries().of(function, Metric.LAMBDA_ERRORS));
        Double all = data.rate(data.queries().of(function, Metric.LAMBDA_INVOCATIONS));
        return errors == null || all == null || all == 0 ? null : Double.valueOf(errors / all);
    }

    private String failing(String function, Readings data) {
        return Sketch.failing(data.rate(data.queries().of(function, Metric.LAMBDA_ERRORS)));
    }
}
