package dev.quartet.infra.http;

/** One route of an HTTP API, its path with {@code {name}} parameters; a signed one asks for SigV4 and the right to it. */
public record HttpRoute(String method, String path, boolean signed) {
    /** Returns a route that everybody may call. */
    public static HttpRoute open(String method, String path) {
        return new HttpRoute(method, path, false);
    }

    /** Returns a route for callers that sign and may invoke exactly it. */
    public static HttpRoute signed(String method, String path) {
        return new HttpRoute(method, path, true);
    }

    String key() {
        return method + " " + path;
    }

    /** Returns the Pulumi name: {@code get-products-sku}. */
    String resourceName() {
        return (method + path)
                .toLowerCase(java.util.Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("-$", "");
    }

    /** Returns the end of the route's ARN, whatever its parameters are: {@code GET/products/*}. */
    String arnPath() {
        return method + path.replaceAll("\\{[^}]+}", "*");
    }
}
