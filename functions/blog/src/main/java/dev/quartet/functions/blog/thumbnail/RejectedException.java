package dev.quartet.functions.blog.thumbnail;

/** A file that will never become a thumbnail, however often it is tried; the message is the reason, a sentence for its author. */
final class RejectedException extends RuntimeException {
    RejectedException(String reason) {
        super(reason);
    }

    RejectedException(String reason, Throwable cause) {
        super(reason, cause);
    }

    /** The file is shorter than what it says of itself. */
    static RejectedException truncated(Format format) {
        return new RejectedException("The file ends in the middle of the " + format.title() + " picture.");
    }
}
