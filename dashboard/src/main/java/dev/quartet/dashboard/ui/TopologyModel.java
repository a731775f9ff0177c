package dev.quartet.dashboard.ui;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An architecture as a picture; the browser gets it as JSON of this shape. */
public record TopologyModel(String summary, List<Node> nodes, List<Edge> edges) {
    public TopologyModel {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    /**
     * A service.
     *
     * @param state {@code ok}, {@code warn}, {@code bad} or {@code quiet}
     * @param wide column and row on a wide page, {@code narrow} those on a phone
     */
    public record Node(String id, String title, String sub, String state, List<Double> wide, List<Double> narrow) {
        public Node {
            wide = List.copyOf(wide);
            narrow = List.copyOf(narrow);
        }
    }

    /**
     * Requests from one service to another.
     *
     * @param rate a minute, for the width
     * @param trouble what is wrong with some of them, empty where nothing is
     * @param kind {@code call} where the sender waits for the answer, {@code event} where it does not
     * @param back the part of them that a cache answered
     */
    public record Edge(
            String from,
            String to,
            @Nullable Double rate,
            String rateText,
            String latencyText,
            String trouble,
            String kind,
            @Nullable Back back) {
        /** Calls of which nothing is known to be wrong. */
        public Edge(
                String from,
                String to,
                @Nullable Double rate,
                String rateText,
                String latencyText,
                @Nullable Back back) {
            this(from, to, rate, rateText, latencyText, "", "call", back);
        }
    }

    /** Requests that turn back at a cache. */
    public record Back(@Nullable Double rate, String text) {}
}
