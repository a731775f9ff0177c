package dev.quartet.infra.rest;

import java.util.List;

/**
 * What an API serves. Its text form is stable, and is hashed to tell when a new deployment is due. {@code cache}: whether
 * the stage may have a response cache; {@code preflight}: whether browsers call it from pages of other origins.
 */
public record RestApiSpec(String name, String description, boolean cache, boolean preflight, List<Route> routes) {
    public RestApiSpec {
        routes = List.copyOf(routes);
    }

    /** Returns the models that bodies have, each once. */
    List<JsonModel> models() {
        return routes.stream()
                .flatMap(route -> route.body().stream())
                .distinct()
                .toList();
    }

    /** Returns the paths that routes have, each once. */
    List<String> paths() {
        return routes.stream().map(Route::path).distinct().toList();
    }

    /** Returns whether any route asks for a token. */
    boolean secured() {
        return routes.stream().anyMatch(Route::secured);
    }

    /** Returns the methods of one path. */
    List<String> methods(String path) {
        return routes.stream()
                .filter(route -> route.path().equals(path))
                .map(Route::method)
                .toList();
    }
}
