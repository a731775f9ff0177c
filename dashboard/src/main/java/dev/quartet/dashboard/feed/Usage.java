package dev.quartet.dashboard.feed;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * What the dashboard itself asked of CloudWatch.
 *
 * @param since when counting began
 * @param total from then on
 * @param recent the newest stretch that {@code lately} covers, a minute at least
 */
public record Usage(Instant since, Count total, Duration recent, Count lately) {
    /**
     * Calls by what AWS charges for.
     *
     * @param reads GetMetricData calls, of which each page is one
     * @param metrics that those calls requested: AWS charges for these, not for the calls
     * @param others calls of other operations, such as DescribeAlarms
     */
    public record Count(long reads, long metrics, long others) {
        static final Count NONE = new Count(0, 0, 0);

        /** Both together. */
        public Count plus(Count other) {
            return new Count(reads + other.reads, metrics + other.metrics, others + other.others);
        }
    }

    public Usage {
        requireNonNull(since, "since is null");
        requireNonNull(total, "total is null");
        requireNonNull(recent, "recent is null");
        requireNonNull(lately, "lately is null");
    }

    /** Calls of all operations a minute, lately. */
    public double callsPerMinute() {
        return perMinute(lately.reads() + lately.others());
    }

    /** Metrics requested a minute, lately. */
    public double metricsPerMinute() {
        return perMinute(lately.metrics());
    }

    private double perMinute(long count) {
        return count * 60_000.0 / recent.toMillis();
    }
}
