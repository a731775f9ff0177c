package dev.quartet.dashboard.feed;

import dev.quartet.dashboard.cloudwatch.ReadFailure;
import dev.quartet.dashboard.cloudwatch.Reading;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.Series;
import dev.quartet.dashboard.metric.TimeRange;
import dev.quartet.dashboard.metric.Window;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The last good series of one region by range, and what AWS refused. Where they grow too many, the ranges least recently used are
 * forgotten. Thread-safe.
 */
final class RegionStore {
    /** At 16 bytes each: 32 MB for a region, beside what each series takes by itself. */
    private static final long MOST_POINTS = 2_000_000;
    /** Ranges whose metrics have no data hold no points, but are something. */
    private static final int MOST_RANGES = 64;

    record Held(Series series, Window window, Instant readAt) {}

    /**
     * A metric that AWS does not give, while others of the same call are answered.
     *
     * @param last when it was refused again
     */
    record Refusal(ReadFailure failure, Instant since, Instant last) {}

    private record Shelf(Map<MetricQuery, Held> held, Map<MetricQuery, Refusal> refused) {
        Shelf() {
            this(new HashMap<>(), new HashMap<>());
        }

        /** Forgets what nobody looks at any more: nothing of it is left in the window, nor in the one before. */
        void forget(Window shown) {
            Instant oldest = shown.previous().start();
            held.values().removeIf(value -> value.window().end().isBefore(oldest));
            refused.values().removeIf(refusal -> refusal.last().isBefore(oldest));
        }

        long points() {
            return held.values().stream()
                    .mapToLong(value -> value.series().size())
                    .sum();
        }
    }

    private final long mostPoints;
    private final Map<TimeRange, Shelf> shelves = new LinkedHashMap<>(16, 0.75f, true);

    RegionStore() {
        this(MOST_POINTS);
    }

    RegionStore(long mostPoints) {
        this.mostPoints = mostPoints;
    }

    synchronized void put(TimeRange range, Window window, Reading reading, Instant readAt) {
        Shelf shelf = shelves.computeIfAbsent(range, key -> new Shelf());
        reading.series().forEach((query, series) -> {
            shelf.held().put(query, new Held(series, window, readAt));
            shelf.refused().remove(query);
        });
        reading.refused().forEach((query, failure) -> {
            Refusal before = shelf.refused().get(query);
            Instant since = before == null ? readAt : before.since();
            shelf.refused().put(query, new Refusal(failure, since, readAt));
        });
        if (!range.fixed()) {
            shelf.forget(window);
        }
        while (shelves.size() > MOST_RANGES || (shelves.size() > 1 && points() > mostPoints)) {
            shelves.remove(shelves.keySet().iterator().next());
        }
    }

    /** What is held of the queries; those that were never read are absent. */
    synchronized Map<MetricQuery, Held> get(TimeRange range, Collection<MetricQuery> queries) {
        Shelf shelf = shelves.get(range);
        return shelf == null ? Map.of() : picked(shelf.held(), queries);
    }

    /** What AWS refused of the queries when they were last read. */
    synchronized Map<MetricQuery, Refusal> refused(TimeRange range, Collection<MetricQuery> queries) {
        Shelf shelf = shelves.get(range);
        return shelf == null ? Map.of() : picked(shelf.refused(), queries);
    }

    /** How many points are held. */
    synchronized long points() {
        return shelves.values().stream().mapToLong(Shelf::points).sum();
    }

    private static <T> Map<MetricQuery, T> picked(Map<MetricQuery, T> all, Collection<MetricQuery> queries) {
        Map<MetricQuery, T> found = new HashMap<>();
        for (MetricQuery query : queries) {
            Optional.ofNullable(all.get(query)).ifPresent(value -> found.put(query, value));
        }
        return found;
    }
}
