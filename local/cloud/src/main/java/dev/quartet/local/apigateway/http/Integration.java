package dev.quartet.local.apigateway.http;

/** The back end of routes. Thread-safe; blocks. */
@FunctionalInterface
interface Integration {
    /** Returns its answer to {@code call}; throws {@link Failure} when there is none that a client could get. */
    Reply call(Call call);
}
