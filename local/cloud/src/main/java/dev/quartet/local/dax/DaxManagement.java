package dev.quartet.local.dax;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.http.HttpExchange;
import dev.quartet.local.http.HttpHandler;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * {@code GET …/dax} lists the clusters; {@code POST …/dax/NAME/stop} and {@code …/start} take one down and bring it back, to see
 * what functions do without it. Thread-safe.
 */
public final class DaxManagement implements HttpHandler {
    private final DaxClusters clusters;

    /** Creates it for {@code clusters}. */
    public DaxManagement(DaxClusters clusters) {
        this.clusters = requireNonNull(clusters, "clusters is null");
    }

    @Override
    public void handle(HttpExchange exchange) throws Exception {
        var path = exchange.rawPath();
        var parts = path.substring(path.indexOf("/dax") + 1).split("/");
        int status = 200;
        if (exchange.method().equals("POST") && parts.length == 3 && parts[2].equals("stop")) {
            status = clusters.stop(parts[1]) ? 200 : 404;
        } else if (exchange.method().equals("POST") && parts.length == 3 && parts[2].equals("start")) {
            status = clusters.start(parts[1]) ? 200 : 404;
        } else if (!exchange.method().equals("GET") || parts.length != 1) {
            status = 404;
        }
        var text = String.join("\n", clusters.names()) + "\n";
        exchange.respond(
                status, Map.of("Content-Type", "text/plain; charset=utf-8"), text.getBytes(StandardCharsets.UTF_8));
    }
}
