package dev.quartet.local.ec2;

/** An instance's script failed: the instance runs, but nothing listens on it. */
final class BootException extends Exception {
    private static final long serialVersionUID = 1;

    BootException(String message) {
        super(message);
    }

    BootException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Returns what the console says; never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
