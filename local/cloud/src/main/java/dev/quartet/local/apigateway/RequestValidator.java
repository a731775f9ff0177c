package dev.quartet.local.apigateway;

/** Which parts of a request are validated. */
record RequestValidator(boolean body, boolean parameters) {
    static final RequestValidator NONE = new RequestValidator(false, false);
}
