package dev.quartet.dashboard.cost;

import dev.quartet.dashboard.feed.Snapshot;
import dev.quartet.dashboard.metric.Series;
import dev.quartet.dashboard.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * The settled part of the shown range of which something is known: a stack that is ten minutes old has not cost an hour's, and both
 * sides of a comparison are taken over the same time.
 */
public record Span(Instant start, Instant end, Duration period) {
    /** What costs are extrapolated to. */
    public static final Duration MONTH = Duration.ofDays(30);

    private static final double HOUR = Duration.ofHours(1).toMillis();

    public Span {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("start %s is not before end %s".formatted(start, end));
        }
    }

    /** What is known of a snapshot's window; nothing where nothing is. */
    public static Optional<Span> of(Snapshot snapshot) {
        Optional<Window> settled = snapshot.window().settled();
        if (settled.isEmpty()) {
            return Optional.empty();
        }
        Window window = settled.get();
        return snapshot.series().values().stream()
                .map(series -> series.within(window))
                .filter(known -> known.size() > 0)
                .map(known -> Instant.ofEpochSecond(known.secondAt(0)))
                .min(Comparator.naturalOrder())
                .map(start -> new Span(start, window.end(), window.period()));
    }

    /** The part of a series that lies in it. */
    Series of(Series series) {
        return series.between(start, end);
    }

    public double hours() {
        return Duration.between(start, end).toMillis() / HOUR;
    }

    /** How many such spans 30 days have. */
    public double perMonth() {
        return MONTH.toMillis() / HOUR / hours();
    }
}
