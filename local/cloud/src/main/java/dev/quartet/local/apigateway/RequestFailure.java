package dev.quartet.local.apigateway;

import static java.util.Objects.requireNonNull;

/** A request that API Gateway answers by itself. Part of normal traffic: carries no stack trace. */
final class RequestFailure extends RuntimeException {
    private final GatewayResponseType type;
    private final int status;
    private final String validationErrors;
    private final String cause;

    private RequestFailure(
            GatewayResponseType type, int status, String message, String validationErrors, String cause) {
        super(message, null, false, false);
        this.type = requireNonNull(type, "type is null");
        this.status = status;
        this.validationErrors = requireNonNull(validationErrors, "validationErrors is null");
        this.cause = requireNonNull(cause, "cause is null");
    }

    /** Returns the type's own answer. */
    static RequestFailure of(GatewayResponseType type) {
        return new RequestFailure(type, type.status(), type.message(), "", "");
    }

    /** Returns the type's answer with a message of its own. */
    static RequestFailure of(GatewayResponseType type, String message) {
        return new RequestFailure(type, type.status(), message, "", "");
    }

    /** Returns a body that its model refuses; {@code errors} as {@code $context.error.validationErrorString} gives them. */
    static RequestFailure invalidBody(String errors) {
        var type = GatewayResponseType.BAD_REQUEST_BODY;
        return new RequestFailure(type, type.status(), type.message(), errors, "");
    }

    /** Returns a body that is no JSON; both variables say why, as programs answer with either. */
    static RequestFailure unparsableBody(String message) {
        var type = GatewayResponseType.BAD_REQUEST_BODY;
        return new RequestFailure(type, type.status(), message, "[" + message + "]", "");
    }

    /** Returns a failure of the integration; {@code cause} is for the log alone, never for the client. */
    static RequestFailure integration(GatewayResponseType type, int status, String cause) {
        // a function's own words may be in it: one line stays one line
        return new RequestFailure(type, status, type.message(), "", cause.replaceAll("\\p{Cntrl}", " "));
    }

    GatewayResponseType type() {
        return type;
    }

    /** Returns the status unless a gateway response changes it. */
    int status() {
        return status;
    }

    String message() {
        return String.valueOf(getMessage());
    }

    String validationErrors() {
        return validationErrors;
    }

    /** Returns what the execution log says; empty when the answer says it all. */
    String logCause() {
        return cause;
    }
}
