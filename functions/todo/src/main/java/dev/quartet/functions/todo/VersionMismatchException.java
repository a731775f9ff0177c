package dev.quartet.functions.todo;

/** The to-do is there, but not in the version that the request is for. */
final class VersionMismatchException extends Exception {
    private final long actual;

    VersionMismatchException(long actual) {
        super("the to-do is at version " + actual);
        this.actual = actual;
    }

    long actual() {
        return actual;
    }
}
