package dev.quartet.dashboard.feed;

import static java.util.Objects.requireNonNull;

import dev.quartet.dashboard.cloudwatch.ReadFailure;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.Series;
import dev.quartet.dashboard.metric.TimeRange;
import dev.quartet.dashboard.metric.Window;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last good data of what a viewer looks at.
 *
 * @param window that all of it covers
 * @param readAt when the oldest part of it was read; null while nothing was
 * @param series reach back over the window before, too
 * @param refused what AWS does not give, and why, while it answers the rest
 */
public record Snapshot(
        TimeRange range,
        Window window,
        @Nullable Instant readAt,
        Map<MetricQuery, Series> series,
        Map<MetricQuery, ReadFailure> refused,
        List<Notice> notices) {
    public Snapshot {
        requireNonNull(range, "range is null");
        requireNonNull(window, "window is null");
        series = Map.copyOf(series);
        refused = Map.copyOf(refused);
        notices = List.copyOf(notices);
    }

    /** Of which nothing is refused. */
    public Snapshot(
            TimeRange range,
            Window window,
            @Nullable Instant readAt,
            Map<MetricQuery, Series> series,
            List<Notice> notices) {
        this(range, window, readAt, series, Map.of(), notices);
    }

    /** The same over the window before. */
    public Snapshot previous() {
        return new Snapshot(range, window.previous(), readAt, series, refused, notices);
    }

    /** The query's series, empty when it was never read. */
    public Series of(MetricQuery query) {
        return series.getOrDefault(query, Series.EMPTY);
    }

    /** The first bucket of which anything is known. */
    public Optional<Instant> begins() {
        return series.values().stream()
                .filter(known -> known.size() > 0)
                .map(known -> Instant.ofEpochSecond(known.secondAt(0)))
                .min(Comparator.naturalOrder());
    }

    /** Whether all queries were read at some time; until then a missing value says nothing. */
    public boolean knows(Collection<MetricQuery> queries) {
        return series.keySet().containsAll(queries);
    }
}
