package dev.quartet.dashboard.architecture;

import dev.quartet.dashboard.ui.Numbers;
import dev.quartet.dashboard.ui.TopologyModel;
import dev.quartet.dashboard.ui.TopologyModel.Back;
import dev.quartet.dashboard.ui.TopologyModel.Edge;
import dev.quartet.dashboard.ui.TopologyModel.Node;
import dev.quartet.dashboard.ui.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts a topology together: nodes by the names of their texts, edges with their figures in words. */
public final class Sketch {
    private static final double MEGABYTE = 1e6;

    /** Units that are named, and so by another name where it is one. */
    private static final Set<String> NAMED = Set.of("edge.files", "edge.batches");

    private final String key;
    private final Words words;
    private final Locale locale;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();

    /**
     * @param key the first part of the names of the nodes' texts
     */
    public Sketch(String key, Words words, Locale locale) {
        this.key = key;
        this.words = words;
        this.locale = locale;
    }

    /** A part that is as it should be. */
    public Sketch node(String id, double column, double row, double narrowColumn, double narrowRow) {
        return node(id, "ok", null, column, row, narrowColumn, narrowRow);
    }

    /** A part with its state, and a text of its own below its name where {@code sub} is not null. */
    public Sketch node(
            String id,
            String state,
            @Nullable String sub,
            double column,
            double row,
            double narrowColumn,
            double narrowRow) {
        String name = key + ".node." + id;
        nodes.add(new Node(
                id,
                words.of(name),
                sub == null ? words.of(name + ".sub") : sub,
                state,
                List.of(column, row),
                List.of(narrowColumn, narrowRow)));
        return this;
    }

    /** Requests a minute with their latency in milliseconds, and what turns back of them. */
    public Sketch edge(String from, String to, @Nullable Double rate, @Nullable Double latency, @Nullable Back back) {
        return edge(from, to, rate, latency == null ? "" : Numbers.milliseconds(latency, locale), back);
    }

    /** Requests a minute with what is said below them. */
    public Sketch edge(String from, String to, @Nullable Double rate, String below, @Nullable Back back) {
        edges.add(new Edge(from, to, rate, rateText("edge.rate", rate), below, back));
        return this;
    }

    /** Calls a minute, how long they take in milliseconds, and the share of them that failed. */
    public Sketch call(
            String from, String to, @Nullable Double rate, @Nullable Double latency, @Nullable Double failed) {
        String below = latency == null ? "" : Numbers.milliseconds(latency, locale);
        edges.add(new Edge(from, to, rate, rateText("edge.rate", rate), below, share(failed), "call", null));
        return this;
    }

    /** Messages a minute that nobody waits for; {@code unit} is the name of the text that says what they are. */
    public Sketch event(String from, String to, String unit, @Nullable Double rate, String below, String trouble) {
        edges.add(new Edge(from, to, rate, rateText(unit, rate), below, trouble, "event", null));
        return this;
    }

    /** The share of what failed in words; empty where it is none. */
    public String share(@Nullable Double failed) {
        return failed == null || failed == 0 ? "" : words.of("edge.failed", Numbers.percent(failed, locale));
    }

    private String rateText(String unit, @Nullable Double rate) {
        if (rate == null) {
            return words.of("edge.none");
        }
        String count = Numbers.count(rate, locale);
        return words.of(count.equals("1") && NAMED.contains(unit) ? unit + ".one" : unit, count);
    }

    /** Bytes a minute with what is said below them; a megabyte is as wide as a request. */
    public Sketch bytes(String from, String to, @Nullable Double rate, String below) {
        Double width = rate == null ? null : Double.valueOf(rate / MEGABYTE);
        edges.add(new Edge(from, to, width, rateText("edge.bytes", rate), below, null));
        return this;
    }

    /** Requests that nobody counts. */
    public Sketch unmetered(String from, String to) {
        edges.add(new Edge(from, to, null, words.of("edge.direct"), "", null));
        return this;
    }

    /** What a cache answered of its lookups, both a minute. */
    public Back back(@Nullable Double hits, @Nullable Double lookups) {
        if (lookups == null || lookups == 0) {
            return new Back(null, words.of("edge.back.none"));
        }
        double turned = hits == null ? 0 : hits;
        return new Back(turned, words.of("edge.back", Numbers.percent(turned / lookups, locale)));
    }

    /** The state of a part by its errors. */
    public static String failing(@Nullable Double errors) {
        return errors != null && errors > 0 ? "bad" : "ok";
    }

    public TopologyModel model() {
        return new TopologyModel(words.of(key + ".topology.summary"), nodes, edges);
    }
}
