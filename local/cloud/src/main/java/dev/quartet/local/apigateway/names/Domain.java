package dev.quartet.local.apigateway.names;

import dev.quartet.local.apigateway.shared.MappedStage;
import dev.quartet.local.http.HttpExchange;
import dev.quartet.local.http.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** A custom domain name: the longest base path that matches says which stage answers. Thread-safe. */
final class Domain implements HttpHandler {
    private static final byte[] FORBIDDEN = "{\"message\":\"Forbidden\"}".getBytes(StandardCharsets.UTF_8);

    private final Map<String, MappedStage> mappings = new ConcurrentSkipListMap<>(
            Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    /** Maps {@code basePath}, {@code v1/orders} or empty; returns false when it is mapped already. */
    boolean map(String basePath, MappedStage stage) {
        return mappings.putIfAbsent(basePath, stage) == null;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var path = exchange.rawPath();
        for (var mapping : mappings.entrySet()) {
            var prefix = mapping.getKey().isEmpty() ? "" : "/" + mapping.getKey();
            if (path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/')) {
                var rest = path.substring(prefix.length());
                mapping.getValue().handle(exchange, mapping.getKey(), rest.isEmpty() ? "/" : rest);
                return;
            }
        }
        exchange.respond(403, Map.of("Content-Type", "application/json"), FORBIDDEN);
    }
}
