package dev.quartet.local.sns;

import java.time.Duration;

/**
 * How SNS tries again when AWS's own end fails: at once, after a second, then ever more slowly up to 20 s. See <a
 * href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html">SNS</a>. Immutable.
 *
 * @param most attempts before a message goes to the dead-letter queue; SNS's own are 100,015, spread over 23 days
 * @param unit of the pauses, a second but in tests
 */
public record Retries(int most, Duration unit) {
    /** SNS's own schedule for queues and functions. */
    public static final Retries AWS = new Retries(100_015, Duration.ofSeconds(1));

    private static final int AT_ONCE = 3;
    private static final int SLOWLY = 5;
    private static final int LONGEST = 20;

    /** Returns the pause before attempt {@code next}, which counts from 1. */
    Duration before(int next) {
        if (next <= AT_ONCE) {
            return Duration.ZERO;
        }
        return unit.multipliedBy(next <= SLOWLY ? 1 : Math.min(LONGEST, 1L << Math.min(5, next - SLOWLY)));
    }
}
