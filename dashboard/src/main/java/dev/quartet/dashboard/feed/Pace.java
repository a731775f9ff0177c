package dev.quartet.dashboard.feed;

import static java.util.Objects.requireNonNull;

import dev.quartet.dashboard.metric.TimeRange;
import java.time.Duration;

/**
 * How often a stack's metrics are read and how long they may still change.
 *
 * @param base shortest time between two reads of what is looked at
 * @param settling how long after its end a bucket's value may still change
 */
public record Pace(Duration base, Duration settling) {
    /** CloudWatch: a minute's resolution, every metric read costs, and CloudFront's values take up to ten minutes. */
    public static final Pace AWS = new Pace(Duration.ofSeconds(60), Duration.ofMinutes(10));

    /** The local cloud counts at once and for nothing. */
    public static final Pace LOCAL = new Pace(Duration.ofSeconds(5), Duration.ZERO);

    private static final Duration LONGEST = Duration.ofMinutes(5);

    public Pace {
        requireNonNull(base, "base is null");
        requireNonNull(settling, "settling is null");
    }

    /** Time between two reads: no more often than a range's buckets can show, but every five minutes at least. */
    public Duration interval(TimeRange range) {
        Duration fitting = range.period().compareTo(LONGEST) < 0 ? range.period() : LONGEST;
        return range.period().toSeconds() <= 60 || fitting.compareTo(base) < 0 ? base : fitting;
    }
}
