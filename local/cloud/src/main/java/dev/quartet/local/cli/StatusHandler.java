package dev.quartet.local.cli;

import dev.quartet.local.http.HttpExchange;
import dev.quartet.local.http.HttpHandler;
import java.io.IOException;
import java.util.Map;

/** Answers {@code GET /_quartet/status}. Thread-safe. */
final class StatusHandler implements HttpHandler {
    private final RunState state;

    StatusHandler(RunState state) {
        this.state = state;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (exchange.method().equals("GET") || exchange.method().equals("HEAD")) {
            var body = CloudClient.JSON.writeValueAsBytes(state.toMap());
            exchange.respond(200, Map.of("Content-Type", "application/json"), body);
        } else {
            exchange.respond(405, Map.of("Allow", "GET, HEAD"), new byte[0]);
        }
    }
}
