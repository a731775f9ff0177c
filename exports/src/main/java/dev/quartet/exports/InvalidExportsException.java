package dev.quartet.exports;

/** Thrown when a document is not a stack-exports document of a version that this code reads. */
public final class InvalidExportsException extends RuntimeException {
    InvalidExportsException(String message, Throwable cause) {
        super(message, cause);
    }
}
