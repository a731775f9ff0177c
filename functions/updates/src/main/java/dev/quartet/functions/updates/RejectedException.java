package dev.quartet.functions.updates;

/** A release that can never be published as it is; the message tells its publisher why. Trying again would not help. */
final class RejectedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RejectedException(String reason) {
        super(reason);
    }
}
