package dev.quartet.dashboard.access;

import org.jspecify.annotations.Nullable;

/** Nobody can sign in by the user pool just now, and why. */
final class PoolUnavailableException extends RuntimeException {
    PoolUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
