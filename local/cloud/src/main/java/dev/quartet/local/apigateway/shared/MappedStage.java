package dev.quartet.local.apigateway.shared;

import dev.quartet.local.http.HttpExchange;
import java.io.IOException;

/** A stage as a custom domain name serves it. Thread-safe. */
@FunctionalInterface
public interface MappedStage {
    /**
     * Answers {@code exchange}.
     *
     * @param basePath the mapping's key, such as {@code v1/orders}; empty at the root
     * @param path what follows it, still encoded, with a leading slash
     */
    void handle(HttpExchange exchange, String basePath, String path) throws IOException;
}
