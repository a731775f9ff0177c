package dev.quartet.dashboard.feed;

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

/** The last good series of one region by range; the ranges least recently used are forgotten. Thread-safe. */
final class RegionStore {
    private static final int MOST_RANGES = 12;

    record Held(Series series, Window window, Instant readAt) {}

    private final Map<TimeRange, Map<MetricQuery, Held>> ranges = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TimeRange, Map<MetricQuery, Held>> eldest) {
            return size() > MOST_RANGES;
        }
    };

    synchronized void put(TimeRange range, Window window, Reading reading, Instant readAt) {
        Map<MetricQuery, Held> held = ranges.computeIfAbsent(range, key -> new HashMap<>());
        reading.series().forEach((query, series) -> held.put(query, new Held(series, window, readAt)));
    }

    /** What is held of the queries; those that were never read are absent. */
    synchronized Map<MetricQuery, Held> get(TimeRange range, Collection<MetricQuery> queries) {
        Map<MetricQuery, Held> held = ranges.getOrDefault(range, Map.of());
        Map<MetricQuery, Held> found = new HashMap<>();
        for (MetricQuery query : queries) {
            Optional.ofNullable(held.get(query)).ifPresent(value -> found.put(query, value));
        }
        return found;
    }
}
