package dev.quartet.local.http;

/** Answers one request, on a virtual thread of its own: it may block. */
@FunctionalInterface
public interface HttpHandler {
    /** Answers {@code exchange} exactly once. What it throws becomes a 500 and is logged. */
    void handle(HttpExchange exchange) throws Exception;
}
