package dev.quartet.local.cloudfront.config;

/** A function on viewer responses: runs on hits and misses, not on errors of 400 and above from the origin. Thread-safe. */
@FunctionalInterface
public interface ViewerResponseFunction {
    /** Returns the answer to send; its body counts only when the function set one. */
    ViewerResponse apply(ViewerContext context, ViewerRequest request, ViewerResponse response)
            throws ViewerFunctionException;
}
