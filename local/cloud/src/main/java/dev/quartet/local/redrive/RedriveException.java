package dev.quartet.local.redrive;

/** Something that could not be given another try, with the reason in words. */
public final class RedriveException extends RuntimeException {
    /** Creates it with a message for the operator. */
    public RedriveException(String message) {
        super(message);
    }

    /** Creates it with a message for the operator and the failure behind it. */
    public RedriveException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Returns the message; never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
