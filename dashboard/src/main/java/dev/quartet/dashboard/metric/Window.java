package dev.quartet.dashboard.metric;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A stretch of time in whole buckets: {@code start} inclusive, {@code end} exclusive, both aligned to the period.
 *
 * <p>Buckets that begin at or after {@code settledUntil} may still change.
 */
public record Window(Instant start, Instant end, Duration period, Instant settledUntil) {
    public Window {
        requireNonNull(start, "start is null");
        requireNonNull(end, "end is null");
        requireNonNull(period, "period is null");
        requireNonNull(settledUntil, "settledUntil is null");
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("start %s is not before end %s".formatted(start, end));
        }
        if (!aligned(start, period) || !aligned(end, period)) {
            throw new IllegalArgumentException("%s to %s is not aligned to %s".formatted(start, end, period));
        }
        if (settledUntil.isBefore(start)) {
            settledUntil = start;
        }
    }

    /**
     * The window of a range, up to the bucket that is open now or up to the range's own end.
     *
     * @param settling how long after its end a bucket's value may still change
     */
    public static Window endingAt(Instant now, TimeRange range, Duration settling) {
        Instant to = range.to();
        long period = range.period(now).toSeconds();
        long end = to == null
                ? Math.floorDiv(now.getEpochSecond(), period) * period + period
                : Math.ceilDiv(to.getEpochSecond(), period) * period;
        long from = to == null
                ? end - range.length().toSeconds()
                : to.minus(range.length()).getEpochSecond();
        long settled = Math.floorDiv(now.minus(settling).getEpochSecond(), period) * period;
        return new Window(
                Instant.ofEpochSecond(Math.floorDiv(from, period) * period),
                Instant.ofEpochSecond(end),
                Duration.ofSeconds(period),
                Instant.ofEpochSecond(Math.min(settled, end)));
    }

    /** Length, a multiple of the period. */
    public Duration length() {
        return Duration.between(start, end);
    }

    /** The window of the same length right before this one; all of it counts as settled. */
    public Window previous() {
        return new Window(start.minus(length()), start, period, start);
    }

    /** The settled part, or an empty answer when nothing has settled yet. */
    public Optional<Window> settled() {
        return settledUntil.isAfter(start)
                ? Optional.of(new Window(start, settledUntil, period, settledUntil))
                : Optional.empty();
    }

    private static boolean aligned(Instant instant, Duration period) {
        return instant.getNano() == 0 && instant.getEpochSecond() % period.toSeconds() == 0;
    }
}
