package dev.quartet.local.apigateway;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the method for a path: a literal part before {@code {parameter}} before {@code {proxy+}}, the method itself before
 * {@code ANY}. Immutable once built.
 */
final class RouteTree {
    private static final String ANY = "ANY";

    private final Node root = new Node();

    RouteTree(List<Route> routes) {
        for (var route : routes) {
            add(route);
        }
    }

    /** Returns what serves {@code method} on {@code path} (without the stage, still encoded), or null. */
    @Nullable
    Match match(String method, String path) {
        var parameters = new HashMap<String, String>(4);
        var node = find(root, path, 1, parameters);
        if (node == null) {
            return null;
        }
        var route = node.methods.get(method);
        if (route == null) {
            route = node.methods.get(ANY);
        }
        return route == null ? null : new Match(route, parameters);
    }

    /** Goes down from {@code node} by the part of {@code path} that starts at {@code from}. */
    private static @Nullable Node find(Node node, String path, int from, Map<String, String> parameters) {
        if (from >= path.length()) { // a slash at the end is as good as none
            return node.methods.isEmpty() ? null : node;
        }
        int slash = path.indexOf('/', from);
        int end = slash < 0 ? path.length() : slash;
        var part = path.substring(from, end);
        var literal = node.literals.get(decode(part));
        if (literal != null) {
            var found = find(literal, path, end + 1, parameters);
            if (found != null) {
                return found;
            }
        }
        if (node.parameter != null && !part.isEmpty()) {
            var found = find(node.parameter, path, end + 1, parameters);
            if (found != null) {
                parameters.put(node.parameterName, part);
                return found;
            }
        }
        if (node.greedy != null) {
            parameters.put(node.greedyName, path.substring(from));
            return node.greedy;
        }
        return null;
    }

    private void add(Route route) {
        var node = root;
        for (var part : route.resourcePath().substring(1).split("/")) {
            node = part.isEmpty() ? node : node.child(part);
        }
        node.methods.put(route.httpMethod(), route);
    }

    private static String decode(String part) {
        if (part.indexOf('%') < 0) {
            return part;
        }
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw RequestFailure.of(GatewayResponseType.BAD_REQUEST_PARAMETERS, "Invalid percent-encoding in the path");
        }
    }

    /** The method found, and the path parameters as they were sent, encoded. */
    record Match(Route route, Map<String, String> pathParameters) {}

    private static final class Node {
        private final Map<String, Node> literals = new HashMap<>();
        private final Map<String, Route> methods = new HashMap<>();
        private @Nullable Node parameter;
        private String parameterName = "";
        private @Nullable Node greedy;
        private String greedyName = "";

        Node child(String part) {
            if (part.startsWith("{") && part.endsWith("+}")) {
                greedyName = part.substring(1, part.length() - 2);
                greedy = greedy == null ? new Node() : greedy;
                return greedy;
            }
            if (part.startsWith("{") && part.endsWith("}")) {
                parameterName = part.substring(1, part.length() - 1);
                parameter = parameter == null ? new Node() : parameter;
                return parameter;
            }
            return literals.computeIfAbsent(part, name -> new Node());
        }
    }
}
