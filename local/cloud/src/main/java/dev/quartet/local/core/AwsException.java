package dev.quartet.local.core;

import static java.util.Objects.requireNonNull;

/** An error of AWS's own vocabulary, which the service's protocol writes in its own form. */
public final class AwsException extends RuntimeException {
    private final String code;
    private final int status;

    /**
     * Creates it.
     *
     * @param code as AWS spells it, for example {@code ResourceNotFoundException}
     * @param status HTTP status
     */
    public AwsException(String code, int status, String message) {
        super(message, null, false, false); // part of normal traffic: no stack trace
        this.code = requireNonNull(code, "code is null");
        this.status = status;
    }

    /** Returns AWS's error code. */
    public String code() {
        return code;
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns the message; never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
