package dev.quartet.local.cloudfront.control;

import dev.quartet.local.http.HttpExchange;
import dev.quartet.local.http.PromptAnswer;
import dev.quartet.local.http.PromptHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A distribution's address: it has to be open for its port to be known, and what serves has to know the port. It passes hits on
 * as prompt as they are, and bears with what the edge bears with. Thread-safe.
 */
final class EdgeDoor implements PromptHandler {
    private static final long OPENING_SECONDS = 10;

    private final CompletableFuture<PromptHandler> serving = new CompletableFuture<>();

    /** Says what serves from now on. */
    void serve(PromptHandler server) {
        serving.complete(server);
    }

    @Override
    public @Nullable PromptAnswer answer(HttpExchange exchange) {
        var server = serving.getNow(null);
        return server == null ? null : server.answer(exchange);
    }

    @Override
    public void handle(HttpExchange exchange) throws Exception {
        serving.get(OPENING_SECONDS, TimeUnit.SECONDS).handle(exchange);
    }
}
