package dev.quartet.infra.rest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One method of the API: its path has {@code {name}} parameters, its body the shape of a model. A cached route's key is
 * Authorization, path and query parameters: each caller has entries of its own. A secured route asks for a token.
 */
public record Route(
        String method,
        String path,
        List<String> queryParameters,
        Optional<JsonModel> body,
        boolean cached,
        boolean secured) {
    public Route {
        queryParameters = List.copyOf(queryParameters);
    }

    /** Returns a GET whose answers are cached. */
    public static Route cachedGet(String path, String... queryParameters) {
        return new Route("GET", path, List.of(queryParameters), Optional.empty(), true, true);
    }

    /** Returns a route without a model of its body. */
    public static Route plain(String method, String path) {
        return new Route(method, path, List.of(), Optional.empty(), false, true);
    }

    /** Returns a route that everybody may call. */
    public static Route open(String method, String path) {
        return new Route(method, path, List.of(), Optional.empty(), false, false);
    }

    /** Returns a route whose body a model describes. */
    public static Route withBody(String method, String path, JsonModel body) {
        return new Route(method, path, List.of(), Optional.of(body), false, true);
    }

    /** Returns the Pulumi name: {@code get-todos-id}. */
    String resourceName() {
        return method.toLowerCase(java.util.Locale.ROOT) + "-" + ResourceTree.slug(path);
    }

    /**
     * Returns the path as method settings have it, {@code ~1todos~1{id}/GET}: slashes of the path are written as a JSON
     * pointer writes them, else a path of more than one part is not found.
     */
    String settingsPath() {
        return path.replace("/", "~1") + "/" + method;
    }

    private List<String> pathParameters() {
        return Stream.of(path.split("/"))
                .filter(part -> part.startsWith("{"))
                .map(part -> part.substring(1, part.length() - 1))
                .toList();
    }

    /**
     * Returns the declared parameters and whether each is required. A cache key parameter must be declared here, else
     * API Gateway refuses the integration.
     */
    Map<String, Boolean> requestParameters() {
        Map<String, Boolean> parameters = new TreeMap<>();
        if (secured) {
            parameters.put("method.request.header.Authorization", true);
        }
        pathParameters().forEach(name -> parameters.put("method.request.path." + name, true));
        queryParameters.forEach(name -> parameters.put("method.request.querystring." + name, false));
        return parameters;
    }

    /** Returns what tells one cached answer from another. */
    List<String> cacheKeyParameters() {
        return cached ? List.copyOf(requestParameters().keySet()) : List.of();
    }
}
