package dev.quartet.dashboard.stack;

import org.jspecify.annotations.Nullable;

/** The exports cannot be read now; the message says why and what would cure it. */
public final class ExportsUnavailableException extends RuntimeException {
    ExportsUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
