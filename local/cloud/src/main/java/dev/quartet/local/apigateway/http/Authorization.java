package dev.quartet.local.apigateway.http;

import java.io.IOException;

/** Who may take a route. Thread-safe. */
@FunctionalInterface
interface Authorization {
    /** Everybody. */
    Authorization NONE = call -> {};

    /** Returns when {@code call} may go on; throws {@link Failure} 401 or 403 otherwise. */
    void authorize(Call call) throws IOException;
}
