package dev.quartet.local.cloudfront.config;

/** A function that failed or answered what CloudFront does not accept: the viewer gets 503. */
public final class ViewerFunctionException extends Exception {
    private final boolean invalid;

    /**
     * Creates it.
     *
     * @param invalid if the function ran and its result was refused (FunctionValidationError), else FunctionExecutionError
     */
    public ViewerFunctionException(boolean invalid, String message) {
        super(message);
        this.invalid = invalid;
    }

    /** Returns x-edge-result-type's word. */
    public String word() {
        return invalid ? "FunctionValidationError" : "FunctionExecutionError";
    }
}
