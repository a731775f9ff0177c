package dev.quartet.functions.common;

/** Text that should have been a JSON object; the message completes "the body …". */
public final class InvalidJsonException extends IllegalArgumentException {
    InvalidJsonException(String message) {
        super(message);
    }
}
