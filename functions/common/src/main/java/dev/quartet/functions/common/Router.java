package dev.quartet.functions.common;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Picks the handler of a request by the path template, which a request without one gets here, and the method. */
public final class Router {
    /** Answers one kind of request. */
    @FunctionalInterface
    public interface Route {
        ProxyResponse handle(ProxyRequest request);
    }

    private final Map<String, Map<String, Route>> routes = new LinkedHashMap<>();
    private final Map<String, PathTemplate> templates = new LinkedHashMap<>();

    /** Adds a route; to be done while the function is built, not while it serves. */
    public Router add(String method, String resource, Route route) {
        templates.computeIfAbsent(resource, PathTemplate::of);
        if (routes.computeIfAbsent(resource, key -> new TreeMap<>()).put(method, route) != null) {
            throw new IllegalArgumentException("route " + method + " " + resource + " is there already");
        }
        return this;
    }

    /** The methods of each path template. */
    public Map<String, Set<String>> methods() {
        Map<String, Set<String>> methods = new LinkedHashMap<>();
        for (Map.Entry<String, Map<String, Route>> resource : routes.entrySet()) {
            methods.put(resource.getKey(), Set.copyOf(resource.getValue().keySet()));
        }
        return Collections.unmodifiableMap(methods);
    }

    /**
     * The request with its path template and parameters, if it came without. Of templates that match the one that was added first is
     * taken.
     */
    public ProxyRequest located(ProxyRequest request) {
        if (!request.resource().isEmpty()) {
            return request;
        }
        for (PathTemplate template : templates.values()) {
            Map<String, String> parameters = template.match(request.path());
            if (parameters != null) {
                return request.at(template.text(), parameters);
            }
        }
        return request;
    }

    /** @throws ProblemException 404 for an unknown path, 405 for an unknown method of a known one */
    public ProxyResponse handle(ProxyRequest request) {
        Map<String, Route> methods = routes.get(request.resource());
        if (methods == null) {
            throw Problem.of(404, "Not Found", "There is nothing at this path.").exception();
        }
        Route route = methods.get(request.method());
        if (route == null) {
            String allowed = String.join(", ", methods.keySet());
            throw Problem.of(
                            405,
                            "Method Not Allowed",
                            request.method() + " is not allowed here; allowed: " + allowed + ".")
                    .withHeader("Allow", allowed)
                    .exception();
        }
        return route.handle(request);
    }
}
