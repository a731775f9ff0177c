package dev.quartet.local.kinesis;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** So much a second, by the clock; a second's worth may be used at once. Not thread-safe. */
final class Allowance {
    private final Clock clock;
    private final double perSecond;
    private double left;
    private Instant updated;

    Allowance(Clock clock, double perSecond) {
        this.clock = clock;
        this.perSecond = perSecond;
        this.left = perSecond;
        this.updated = clock.instant();
    }

    /** Returns if {@code amount} may be used now. */
    boolean has(double amount) {
        var now = clock.instant();
        double passed = Duration.between(updated, now).toNanos() / 1e9;
        if (passed > 0) {
            left = Math.min(perSecond, left + passed * perSecond);
            updated = now;
        }
        return left >= amount;
    }

    /** Uses {@code amount}, even when that is more than there is: it will be missing later. */
    void use(double amount) {
        left -= amount;
    }
}
