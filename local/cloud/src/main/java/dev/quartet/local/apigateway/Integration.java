package dev.quartet.local.apigateway;

/** The back end of one method. Thread-safe; blocks. */
@FunctionalInterface
interface Integration {
    /** Returns its answer to {@code call}; throws {@link RequestFailure} when there is none that a client could get. */
    ApiResponse call(ApiCall call);
}
