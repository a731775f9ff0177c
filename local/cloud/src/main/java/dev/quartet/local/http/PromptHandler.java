package dev.quartet.local.http;

import org.jspecify.annotations.Nullable;

/** A handler that can answer some requests at once, as a cache does: that saves a thread's hand-over for each. */
public interface PromptHandler extends HttpHandler {
    /**
     * Returns the answer when it is at hand, else null: {@link #handle} is then called on a virtual thread. Runs on the
     * network's thread: must not block, and must not answer {@code exchange} by itself.
     */
    @Nullable
    PromptAnswer answer(HttpExchange exchange);
}
