package dev.quartet.dashboard.blog;

import dev.quartet.dashboard.architecture.Readings;
import dev.quartet.dashboard.architecture.Sketch;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.ui.Numbers;
import dev.quartet.dashboard.ui.TopologyModel;
import dev.quartet.dashboard.ui.Words;
import dev.quartet.exports.BlogExports;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The blog as a picture of three lanes: reading through the edge, welcome mails off the visitors' stream, pictures. */
final class BlogTopology {
    private final BlogExports blog;
    private final boolean dax;
    private final boolean shared;
    private final Words words;
    private final Locale locale;

    /**
     * @param shared whether the DAX cluster, which counts for all its users together, is another architecture's, too
     */
    BlogTopology(BlogExports blog, boolean shared, Words words, Locale locale) {
        this.blog = blog;
        this.dax = blog.daxClusterName() != null;
        this.shared = shared;
        this.words = words;
        this.locale = locale;
    }

    TopologyModel model(Readings data) {
        Sketch sketch = new Sketch("blog", words, locale);
        reading(sketch, data);
        welcome(sketch, data);
        pictures(sketch, data);
        return sketch.model();
    }

    private void reading(Sketch sketch, Readings data) {
        sketch.node("browser", 0, 0, 0.5, 0)
                .node("edge", failing(data.latest(Metric.EDGE_5XX)), null, 1, 0, 0.5, 1)
                .node("s3", 2, 1, 0, 2)
                .node("api", failing(data.rate(Metric.API_5XX)), null, 2, 0, 1, 2)
                .node("lambda", errors(data, BlogParts.API), null, 3, 0, 1, 3);
        if (dax) {
            sketch.node("dax", "ok", shared ? words.of("blog.node.dax.shared") : null, 4, 0, 1, 4);
        }
        sketch.node("posts", "ok", null, 4, dax ? 1 : 0, 1, dax ? 5 : 4);

        Double requests = data.rate(Metric.EDGE_REQUESTS);
        Double share = data.mean(data.queries().of(Metric.EDGE_CACHE_HIT_RATE), Metric.EDGE_REQUESTS);
        Double hits = requests == null || share == null ? null : requests * share / 100;
        Double calls = data.rate(Metric.API_COUNT);
        sketch.edge("browser", "edge", requests, "", sketch.back(hits, share == null ? null : requests))
                // The edge does not say which origin it asked, and its hit rate leaves writes and errors out.
                .unmetered("edge", "s3")
                .edge("edge", "api", calls, data.latest(Metric.API_LATENCY_P50), null)
                .edge("api", "lambda", invocations(data, BlogParts.API), duration(data, BlogParts.API), null);
        List<MetricQuery> latency = data.queries().of(blog.postsTable().name(), Metric.TABLE_LATENCY);
        Double posts = data.rate(data.queries().of(blog.postsTable().name(), Metric.TABLE_CALLS));
        Double mean = data.mean(latency, Metric.TABLE_CALLS);
        if (!dax) {
            sketch.edge("lambda", "posts", posts, mean, null);
            return;
        }
        Double turned = data.rate(Metric.DAX_ITEM_HITS, Metric.DAX_QUERY_HITS);
        Double lookups =
                data.rate(Metric.DAX_ITEM_HITS, Metric.DAX_QUERY_HITS, Metric.DAX_ITEM_MISSES, Metric.DAX_QUERY_MISSES);
        sketch.edge("lambda", "dax", data.rate(Metric.DAX_REQUESTS), "", sketch.back(turned, lookups))
                .edge("dax", "posts", posts, mean, null);
    }

    private void welcome(Sketch sketch, Readings data) {
        Double undelivered = data.rate(Metric.LAMBDA_DESTINATION_FAILURES);
        String state = undelivered != null && undelivered > 0 ? "bad" : errors(data, BlogParts.WELCOME);
        sketch.node("visitors", 3, 1, 0, 4)
                .node("welcome", state, null, 3, 2, 0, 5)
                .node("ses", 2, 2, 0, 6)
                .node("feedback", errors(data, BlogParts.FEEDBACK), null, 1, 2, 0, 7);
        String table = blog.visitorsTable().name();
        List<MetricQuery> signUps = data.queries().of(table, Metric.TABLE_CALLS).stream()
                .filter(query -> query.dimensionValues().contains("PutItem"))
                .toList();
        Double age = data.latest(Metric.LAMBDA_ITERATOR_AGE);
        sketch.edge("lambda", "visitors", data.rate(signUps), "", null)
                .edge(
                        "visitors",
                        "welcome",
                        invocations(data, BlogParts.WELCOME),
                        age == null ? "" : words.of("blog.edge.age", Numbers.milliseconds(age, locale)),
                        null)
                .edge("welcome", "ses", data.rate(Metric.MAIL_SEND), duration(data, BlogParts.WELCOME), null)
                .edge("ses", "feedback", invocations(data, BlogParts.FEEDBACK), "", null);
    }

    private void pictures(Sketch sketch, Readings data) {
        String queue = blog.thumbnailQueue().name();
        Double dead =
                data.latest(data.queries().of(blog.thumbnailDeadLetterQueue().name(), Metric.QUEUE_VISIBLE));
        boolean lost = dead != null && dead > 0;
        String letters = lost ? words.of("blog.node.queue.dead", Numbers.count(dead, locale)) : null;
        sketch.node("authors", 0, 3, 1, 6.15)
                .node("uploads", 1, 3, 1, 7.15)
                .node("queue", lost ? "bad" : "ok", letters, 2, 3, 1, 8.15)
                .node("thumbnails", errors(data, BlogParts.THUMBNAILS), null, 3, 3, 1, 9.15)
                .node("media", 4, 3, 1, 10.15);
        Double waiting = data.latest(data.queries().of(queue, Metric.QUEUE_VISIBLE));
        Double done = data.rate(Metric.THUMBNAILS_DONE);
        sketch.unmetered("authors", "uploads")
                .edge("uploads", "queue", data.rate(Metric.QUEUE_SENT), "", null)
                .edge(
                        "queue",
                        "thumbnails",
                        invocations(data, BlogParts.THUMBNAILS),
                        waiting == null || waiting == 0
                                ? ""
                                : words.of("blog.edge.waiting", Numbers.count(waiting, locale)),
                        null)
                .edge("thumbnails", "media", done, duration(data, BlogParts.THUMBNAILS), null);
    }

    private @Nullable Double invocations(Readings data, BlogParts part) {
        return data.rate(data.queries().of(part.in(blog), Metric.LAMBDA_INVOCATIONS));
    }

    private @Nullable Double duration(Readings data, BlogParts part) {
        return data.latest(data.queries().of(part.in(blog), Metric.LAMBDA_DURATION_P50));
    }

    private String errors(Readings data, BlogParts part) {
        return failing(data.rate(data.queries().of(part.in(blog), Metric.LAMBDA_ERRORS)));
    }

    private static String failing(@Nullable Double errors) {
        return Sketch.failing(errors);
    }
}
