package dev.quartet.local.cloudwatch;

import dev.quartet.local.core.Metrics;
import java.time.Clock;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All metrics of one local cloud, up to a number that only a mistake exceeds. Thread-safe. */
public final class MetricStore implements Metrics {
    private static final Logger log = LoggerFactory.getLogger(MetricStore.class);
    /** Twenty times what a stack in use has. A dimension of its own for each request or user would fill the memory, and on AWS be billed. */
    private static final int MOST = 10_000;

    private final Map<MetricKey, Series> series = new ConcurrentHashMap<>();
    private final AtomicBoolean full = new AtomicBoolean();
    private final Clock clock;
    private final int most;

    /** Creates an empty store that takes the time of a data point from {@code clock}. */
    public MetricStore(Clock clock) {
        this(clock, MOST);
    }

    /** @param most how many metrics are kept */
    MetricStore(Clock clock, int most) {
        this.clock = clock;
        this.most = most;
    }

    @Override
    public Metric metric(String region, String namespace, String name, Map<String, String> dimensions, String unit) {
        return series(new MetricKey(region, namespace, name, dimensions), unit);
    }

    /** Forgets everything. */
    public void clear() {
        series.clear();
    }

    /** Returns the metric's data; of one too many, what nobody will find. */
    Series series(MetricKey key, String unit) {
        var known = series.get(key);
        if (known != null) {
            return known;
        }
        if (series.size() >= most) {
            if (full.compareAndSet(false, true)) {
                log.warn(
                        "there are {} metrics: {} and all other new ones are left out; has a dimension a value of its own for each request?",
                        most,
                        key);
            }
            return new Series(key, unit, clock);
        }
        return series.computeIfAbsent(key, absent -> new Series(absent, unit, clock));
    }

    Optional<Series> find(MetricKey key) {
        return Optional.ofNullable(series.get(key));
    }

    Collection<Series> all() {
        return Collections.unmodifiableCollection(series.values());
    }
}
