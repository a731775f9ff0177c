package dev.quartet.local.apigateway.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route of a request: text before {@code {variable}} before {@code {proxy+}}, a method of its own before
 * {@code ANY}, and {@code $default} last. Immutable once built. See
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
final class RouteTable {
    /** No routes. */
    static final RouteTable EMPTY = new RouteTable(List.of());

    private static final String ANY = "ANY";

    private final Node root = new Node();
    private final @Nullable Route fallback;

    RouteTable(Collection<Route> routes) {
        Route last = null;
        for (var route : routes) {
            if (route.key().isDefault()) {
                last = route;
            } else {
                add(route);
            }
        }
        this.fallback = last;
    }

    /** Returns what serves {@code method} on {@code path} (without the stage, still encoded), or null. */
    @Nullable
    Match match(String method, String path) {
        var values = new ArrayList<String>(4);
        var route = find(root, method, path, 1, values);
        if (route == null) {
            return fallback == null ? null : new Match(fallback, Map.of());
        }
        return new Match(route, named(route, values));
    }

    /** Goes down from {@code node} by the part of {@code path} that starts at {@code from}; -1 when none is left. */
    private static @Nullable Route find(Node node, String method, String path, int from, List<String> values) {
        if (from < 0) {
            return node.of(method);
        }
        int slash = path.indexOf('/', from);
        var part = Paths.decode(slash < 0 ? path.substring(from) : path.substring(from, slash));
        int next = slash < 0 ? -1 : slash + 1;
        var literal = node.literals.get(part);
        if (literal != null) {
            var found = find(literal, method, path, next, values);
            if (found != null) {
                return found;
            }
        }
        if (node.variable != null && !part.isEmpty()) {
            values.add(part);
            var found = find(node.variable, method, path, next, values);
            if (found != null) {
                return found;
            }
            values.removeLast();
        }
        if (node.greedy != null && from < path.length()) {
            var found = node.greedy.of(method);
            if (found != null) {
                values.add(Paths.decode(path.substring(from)));
            }
            return found;
        }
        return null;
    }

    /** Two routes may call the variable at one place by two names. */
    private static Map<String, String> named(Route route, List<String> values) {
        if (values.isEmpty()) {
            return Map.of();
        }
        var result = new LinkedHashMap<String, String>();
        int i = 0;
        for (var part : route.key().parts()) {
            if (part.startsWith("{")) {
                result.put(part.substring(1, part.length() - (part.endsWith("+}") ? 2 : 1)), values.get(i++));
            }
        }
        return result;
    }

    private void add(Route route) {
        var node = root;
        for (var part : route.key().parts()) {
            node = node.child(part);
        }
        node.methods.put(route.key().method(), route);
    }

    /** The route found, and its path variables, decoded. */
    record Match(Route route, Map<String, String> pathParameters) {}

    private static final class Node {
        private final Map<String, Node> literals = new HashMap<>();
        private final Map<String, Route> methods = new HashMap<>();
        private @Nullable Node variable;
        private @Nullable Node greedy;

        @Nullable
        Route of(String method) {
            var route = methods.get(method);
            return route == null ? methods.get(ANY) : route;
        }

        Node child(String part) {
            if (part.endsWith("+}")) {
                greedy = greedy == null ? new Node() : greedy;
                return greedy;
            }
            if (part.startsWith("{")) {
                variable = variable == null ? new Node() : variable;
                return variable;
            }
            return literals.computeIfAbsent(part, name -> new Node());
        }
    }
}
