package dev.quartet.local.core;

/** A resource that AWS would refuse, with a message that names the resource, the value and what is allowed. */
public final class ProvisionException extends RuntimeException {
    /** Creates it with a message for the program's author. */
    public ProvisionException(String message) {
        super(message);
    }

    /** Creates it with a message for the program's author and the failure behind it. */
    public ProvisionException(String message, Throwable cause) {
        super(message, cause);
    }
}
