package dev.quartet.local.traffic;

/** A release day that could not take place. */
public final class ReleaseDayException extends Exception {
    ReleaseDayException(String message) {
        super(message);
    }
}
