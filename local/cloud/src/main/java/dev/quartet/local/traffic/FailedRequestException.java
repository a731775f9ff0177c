package dev.quartet.local.traffic;

/** A request that was counted and brought nothing to go on with. */
final class FailedRequestException extends Exception {
    FailedRequestException(String message) {
        super(message, null, false, false);
    }
}
