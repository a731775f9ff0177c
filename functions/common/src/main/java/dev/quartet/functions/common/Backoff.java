package dev.quartet.functions.common;

import java.security.SecureRandom;
import java.time.Duration;

/**
 * Pauses between tries: exponential with full jitter (AWS Builders' Library: "Timeouts, retries, and backoff with jitter").
 *
 * @param first what the first pause is at most; each one after it at most twice the one before
 * @param most what every pause is at most
 */
public record Backoff(Duration first, Duration most) {
    private static final int MAX_DOUBLINGS = 20;

    public Backoff {
        if (first.toMillis() < 1 || most.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "pauses of at most %s and %s; the first must be 1 ms or more, and no longer"
                            .formatted(first, most));
        }
    }

    /** Returns a random time before try {@code retry}, which counts from 0. */
    public Duration pause(int retry) {
        long atMost = Math.min(most.toMillis(), first.toMillis() << Math.min(retry, MAX_DOUBLINGS));
        // Its source is made now: one kept from before a snapshot would pause all copies alike.
        return Duration.ofMillis(new SecureRandom().nextLong(atMost + 1));
    }

    /**
     * Waits for such a time.
     *
     * @throws IllegalStateException if the thread is interrupted; it stays so
     */
    public void sleep(int retry) {
        sleep(pause(retry));
    }

    /**
     * Waits.
     *
     * @throws IllegalStateException if the thread is interrupted; it stays so
     */
    public static void sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted between two tries", e);
        }
    }
}
