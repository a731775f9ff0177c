package dev.quartet.dashboard.todo;

import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.ui.Numbers;
import dev.quartet.dashboard.ui.TopologyModel;
import dev.quartet.dashboard.ui.TopologyModel.Back;
import dev.quartet.dashboard.ui.TopologyModel.Edge;
import dev.quartet.dashboard.ui.TopologyModel.Node;
import dev.quartet.exports.TodoExports;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The Todo architecture as a picture: client, Cognito, S3; API Gateway, Lambda, DAX, DynamoDB. */
final class TodoTopology {
    private static final Metric[] DAX_HITS = {Metric.DAX_ITEM_HITS, Metric.DAX_QUERY_HITS};

    private final TodoExports todo;
    private final Words words;
    private final Locale locale;

    /** Looks a text up, with its parameters. */
    interface Words {
        String of(String key, Object... parameters);
    }

    TodoTopology(TodoExports todo, Words words, Locale locale) {
        this.todo = todo;
        this.words = words;
        this.locale = locale;
    }

    TopologyModel model(TodoData data) {
        List<Edge> edges = edges(data);
        return new TopologyModel(words.of("todo.topology.summary"), nodes(data), edges);
    }

    /** The picture in words, an edge a line. */
    List<String> sentences(TopologyModel model) {
        List<String> sentences = new ArrayList<>();
        for (Edge edge : model.edges()) {
            String sentence =
                    words.of("todo.topology.edge", title(model, edge.from()), title(model, edge.to()), edge.rateText());
            String latency = edge.latencyText().isEmpty() ? "" : ", " + edge.latencyText();
            Back back = edge.back();
            sentences.add(sentence + latency + (back == null ? "" : ", " + back.text()));
        }
        return sentences;
    }

    private static String title(TopologyModel model, String id) {
        return model.nodes().stream()
                .filter(node -> node.id().equals(id))
                .findFirst()
                .map(Node::title)
                .orElse(id);
    }

    private List<Node> nodes(TodoData data) {
        boolean dax = todo.daxClusterName() != null;
        List<Node> nodes = new ArrayList<>();
        nodes.add(node("client", "ok", 0, 1, 0.5, 1));
        nodes.add(node("cognito", "ok", 1, 0, 0, 0));
        nodes.add(node("s3", "quiet", 1, 2, 1, 0));
        nodes.add(node("api", failing(data.rate(Metric.API_5XX)), 1, 1, 0.5, 2));
        nodes.add(node("lambda", failing(data.rate(Metric.LAMBDA_ERRORS)), 2, 1, 0.5, 3));
        if (dax) {
            nodes.add(node("dax", "ok", 3, 1, 0.5, 4));
        }
        nodes.add(node("dynamodb", "ok", dax ? 4 : 3, 1, 0.5, dax ? 5 : 4));
        return nodes;
    }

    private Node node(String id, String state, double column, double row, double narrowColumn, double narrowRow) {
        return new Node(
                id,
                words.of("todo.node." + id),
                words.of("todo.node." + id + ".sub"),
                state,
                List.of(column, row),
                List.of(narrowColumn, narrowRow));
    }

    private List<Edge> edges(TodoData data) {
        List<Edge> edges = new ArrayList<>();
        Double requests = data.rate(Metric.API_COUNT);
        Double lookups = data.rate(Metric.API_CACHE_HITS, Metric.API_CACHE_MISSES);
        edges.add(edge("client", "cognito", data.rate(Metric.SIGN_INS), null, null));
        edges.add(new Edge("client", "s3", null, words.of("todo.edge.direct"), "", null));
        edges.add(edge(
                "client",
                "api",
                requests,
                data.latest(Metric.API_LATENCY_P50),
                back(data.rate(Metric.API_CACHE_HITS), lookups)));
        edges.add(edge(
                "api", "lambda", data.rate(Metric.LAMBDA_INVOCATIONS), data.latest(Metric.LAMBDA_DURATION_P50), null));
        Double latency = data.mean(Metric.TABLE_LATENCY, Metric.TABLE_CALLS);
        Double calls = data.rate(Metric.TABLE_CALLS);
        if (todo.daxClusterName() == null) {
            edges.add(edge("lambda", "dynamodb", calls, latency, null));
            return edges;
        }
        Double hits = data.rate(DAX_HITS);
        Double reads =
                data.rate(Metric.DAX_ITEM_HITS, Metric.DAX_QUERY_HITS, Metric.DAX_ITEM_MISSES, Metric.DAX_QUERY_MISSES);
        edges.add(edge("lambda", "dax", data.rate(Metric.DAX_REQUESTS), null, back(hits, reads)));
        Double passed = passed(data.rate(Metric.DAX_REQUESTS), hits);
        edges.add(edge("dax", "dynamodb", passed, latency, null));
        edges.add(edge("lambda", "dynamodb", direct(calls, passed), null, null));
        return edges;
    }

    /** DAX passes on what it does not answer itself: misses, writes, strongly consistent reads. */
    private static @Nullable Double passed(@Nullable Double requests, @Nullable Double hits) {
        return requests == null ? null : Math.max(0, requests - (hits == null ? 0 : hits));
    }

    /** The table counts calls without their way: what did not pass DAX went past it. */
    private static @Nullable Double direct(@Nullable Double calls, @Nullable Double passed) {
        return calls == null ? null : Math.max(0, calls - (passed == null ? 0 : passed));
    }

    private Edge edge(String from, String to, @Nullable Double rate, @Nullable Double latency, @Nullable Back back) {
        return new Edge(
                from,
                to,
                rate,
                rate == null ? words.of("todo.edge.none") : words.of("todo.edge.rate", Numbers.count(rate, locale)),
                latency == null ? "" : Numbers.milliseconds(latency, locale),
                back);
    }

    private @Nullable Back back(@Nullable Double hits, @Nullable Double lookups) {
        if (lookups == null || lookups == 0) {
            return new Back(null, words.of("todo.edge.back.none"));
        }
        double turned = hits == null ? 0 : hits;
        return new Back(turned, words.of("todo.edge.back", Numbers.percent(turned / lookups, locale)));
    }

    private static String failing(@Nullable Double errors) {
        return errors != null && errors > 0 ? "bad" : "ok";
    }
}
