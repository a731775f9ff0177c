package dev.quartet.functions.services.events;

/**
 * A message that is no event of ours, or one that this version does not know: it will not become valid by being tried again. The message
 * names the field, its value and what is allowed. Carries no stack trace: it says what came, not where.
 */
public final class InvalidEventException extends Exception {
    public InvalidEventException(String message) {
        super(message, null, false, false);
    }
}
