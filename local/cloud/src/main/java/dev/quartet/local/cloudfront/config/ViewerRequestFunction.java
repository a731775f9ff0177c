package dev.quartet.local.cloudfront.config;

/** A function on viewer requests: runs before the cache is asked. Thread-safe. */
@FunctionalInterface
public interface ViewerRequestFunction {
    /** Returns the request to go on with, or an answer, which is neither cached nor passed to viewer-response functions. */
    Outcome apply(ViewerContext context, ViewerRequest request) throws ViewerFunctionException;

    /** A request or an answer. */
    sealed interface Outcome permits ViewerRequest, ViewerResponse {}
}
