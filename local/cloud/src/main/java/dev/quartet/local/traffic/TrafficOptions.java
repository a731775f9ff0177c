package dev.quartet.local.traffic;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * How much load. Immutable.
 *
 * @param requestsPerSecond of all users together on average, 0.1 to 10,000; sign-ups come on top
 * @param users of the to-do app who sign up, 1 to 1,000
 * @param duration how long; until it is stopped when absent
 * @param seed of the choices, so that a run can be repeated
 * @param flashSale whether half a minute of each ten everybody wants the same product
 */
public record TrafficOptions(
        double requestsPerSecond, int users, Optional<Duration> duration, long seed, boolean flashSale) {
    /** What {@code traffic} and {@code up --traffic} do unless told otherwise. */
    public static final double REQUESTS_PER_SECOND = 20;

    /** How many sign up unless told otherwise. */
    public static final int USERS = 25;

    private static final double LEAST = 0.1;
    private static final double MOST = 10_000;
    private static final int MOST_USERS = 1000;

    public TrafficOptions {
        if (!(requestsPerSecond >= LEAST && requestsPerSecond <= MOST)) {
            throw new IllegalArgumentException(
                    "requests per second are %s; allowed is %s to %s".formatted(requestsPerSecond, LEAST, MOST));
        }
        if (users < 1 || users > MOST_USERS) {
            throw new IllegalArgumentException("users are %d; allowed is 1 to %d".formatted(users, MOST_USERS));
        }
        requireNonNull(duration, "duration is null");
        duration.ifPresent(length -> {
            if (length.isNegative() || length.isZero()) {
                throw new IllegalArgumentException(
                        "the duration is %s; allowed is more than nothing".formatted(length));
            }
        });
    }

    /** Creates them without a flash sale. */
    public TrafficOptions(double requestsPerSecond, int users, Optional<Duration> duration, long seed) {
        this(requestsPerSecond, users, duration, seed, false);
    }

    /** Returns the default users at {@code requestsPerSecond}, until stopped. */
    public static TrafficOptions of(double requestsPerSecond) {
        return new TrafficOptions(requestsPerSecond, USERS, Optional.empty(), System.nanoTime());
    }
}
