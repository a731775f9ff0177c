package dev.quartet.local.http;

import java.io.IOException;

/** A request body over its limit. */
public final class BodyTooLargeException extends IOException {
    /** Creates it with the limit in bytes. */
    public BodyTooLargeException(int limit) {
        super("the request body is over " + limit + " bytes");
    }
}
