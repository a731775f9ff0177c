package dev.quartet.dashboard.todo;

import dev.quartet.dashboard.architecture.Readings;
import dev.quartet.dashboard.architecture.Sketch;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.ui.TopologyModel;
import dev.quartet.dashboard.ui.Words;
import dev.quartet.exports.TodoExports;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The Todo architecture as a picture: client, Cognito, S3; API Gateway, Lambda, DAX, DynamoDB. */
final class TodoTopology {
    private static final Metric[] DAX_HITS = {Metric.DAX_ITEM_HITS, Metric.DAX_QUERY_HITS};

    private final boolean dax;
    private final Words words;
    private final Locale locale;

    TodoTopology(TodoExports todo, Words words, Locale locale) {
        this.dax = todo.daxClusterName() != null;
        this.words = words;
        this.locale = locale;
    }

    TopologyModel model(Readings data) {
        Sketch sketch = new Sketch("todo", words, locale);
        nodes(sketch, data);
        edges(sketch, data);
        return sketch.model();
    }

    private void nodes(Sketch sketch, Readings data) {
        sketch.node("client", 0, 1, 0.5, 1)
                .node("cognito", 1, 0, 0, 0)
                .node("s3", "quiet", null, 1, 2, 1, 0)
                .node("api", Sketch.failing(data.rate(Metric.API_5XX)), null, 1, 1, 0.5, 2)
                .node("lambda", Sketch.failing(data.rate(Metric.LAMBDA_ERRORS)), null, 2, 1, 0.5, 3);
        if (dax) {
            sketch.node("dax", 3, 1, 0.5, 4);
        }
        sketch.node("dynamodb", dax ? 4 : 3, 1, 0.5, dax ? 5 : 4);
    }

    private void edges(Sketch sketch, Readings data) {
        Double lookups = data.rate(Metric.API_CACHE_HITS, Metric.API_CACHE_MISSES);
        sketch.edge("client", "cognito", data.rate(Metric.SIGN_INS), "", null)
                .unmetered("client", "s3")
                .edge(
                        "client",
                        "api",
                        data.rate(Metric.API_COUNT),
                        data.latest(Metric.API_LATENCY_P50),
                        sketch.back(data.rate(Metric.API_CACHE_HITS), lookups))
                .edge(
                        "api",
                        "lambda",
                        data.rate(Metric.LAMBDA_INVOCATIONS),
                        data.latest(Metric.LAMBDA_DURATION_P50),
                        null);
        Double latency = data.mean(data.queries().of(Metric.TABLE_LATENCY), Metric.TABLE_CALLS);
        Double calls = data.rate(Metric.TABLE_CALLS);
        if (!dax) {
            sketch.edge("lambda", "dynamodb", calls, latency, null);
            return;
        }
        Double hits = data.rate(DAX_HITS);
        Double reads =
                data.rate(Metric.DAX_ITEM_HITS, Metric.DAX_QUERY_HITS, Metric.DAX_ITEM_MISSES, Metric.DAX_QUERY_MISSES);
        Double passed = passed(data.rate(Metric.DAX_REQUESTS), hits);
        sketch.edge("lambda", "dax", data.rate(Metric.DAX_REQUESTS), "", sketch.back(hits, reads))
                .edge("dax", "dynamodb", passed, latency, null)
                .edge("lambda", "dynamodb", direct(calls, passed), "", null);
    }

    /** DAX passes on what it does not answer itself: misses, writes, strongly consistent reads. */
    private static @Nullable Double passed(@Nullable Double requests, @Nullable Double hits) {
        return requests == null ? null : Math.max(0, requests - (hits == null ? 0 : hits));
    }

    /** The table counts calls without their way: what did not pass DAX went past it. */
    private static @Nullable Double direct(@Nullable Double calls, @Nullable Double passed) {
        return calls == null ? null : Math.max(0, calls - (passed == null ? 0 : passed));
    }
}
