package dev.quartet.local.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The resources of one run in order of completion. Thread-safe. */
final class Graph {
    private final Map<String, GraphNode> nodes = new LinkedHashMap<>();

    synchronized void add(GraphNode node) {
        nodes.put(node.urn(), node);
    }

    synchronized Optional<GraphNode> find(String urn) {
        return Optional.ofNullable(nodes.get(urn));
    }

    synchronized List<GraphNode> nodes() {
        return List.copyOf(nodes.values());
    }
}
