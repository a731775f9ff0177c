package dev.quartet.local.cloudwatch;

import dev.quartet.local.core.Metrics;
import java.time.Clock;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** All metrics of one local cloud. Thread-safe. */
public final class MetricStore implements Metrics {
    private final Map<MetricKey, Series> series = new ConcurrentHashMap<>();
    private final Clock clock;

    /** Creates an empty store that takes the time of a data point from {@code clock}. */
    public MetricStore(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Metric metric(String region, String namespace, String name, Map<String, String> dimensions, String unit) {
        return series(new MetricKey(region, namespace, name, dimensions), unit);
    }

    /** Forgets everything. */
    public void clear() {
        series.clear();
    }

    Series series(MetricKey key, String unit) {
        return series.computeIfAbsent(key, absent -> new Series(absent, unit, clock));
    }

    Optional<Series> find(MetricKey key) {
        return Optional.ofNullable(series.get(key));
    }

    Collection<Series> all() {
        return Collections.unmodifiableCollection(series.values());
    }
}
