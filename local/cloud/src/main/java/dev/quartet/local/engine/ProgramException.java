package dev.quartet.local.engine;

/** A Pulumi program that cannot be run, with a message for its author. */
public final class ProgramException extends RuntimeException {
    /** Creates it. */
    public ProgramException(String message) {
        super(message);
    }

    /** Creates it with what is behind it. */
    public ProgramException(String message, Throwable cause) {
        super(message, cause);
    }
}
