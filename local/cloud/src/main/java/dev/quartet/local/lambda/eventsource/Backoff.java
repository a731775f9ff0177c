package dev.quartet.local.lambda.eventsource;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** How long to wait before a failed batch is tried again: twice as long each time. Immutable. */
public record Backoff(Duration first, Duration longest) {
    /** What Lambda does, about. */
    public static final Backoff USUAL = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));

    public Backoff {
        requireNonNull(first, "first is null");
        requireNonNull(longest, "longest is null");
    }

    /** Returns the wait after {@code failures} failures in a row, 1 or more. */
    Duration after(int failures) {
        var wait = first;
        for (int i = 1; i < failures && wait.compareTo(longest) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(longest) > 0 ? longest : wait;
    }
}
