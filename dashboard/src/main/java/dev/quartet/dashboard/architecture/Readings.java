package dev.quartet.dashboard.architecture;

import dev.quartet.dashboard.feed.Snapshot;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.Series;
import dev.quartet.dashboard.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was read, as a view of an architecture wants it: series a minute, and what goes on just now. */
public final class Readings {
    /** Long enough for a steady figure at low traffic, short enough to be called live. */
    private static final Duration LIVE = Duration.ofMinutes(5);

    private final Queries queries;
    private final Snapshot snapshot;
    private final Instant now;
    private final Window live;
    private final Set<MetricQuery> asked = new LinkedHashSet<>();

    public Readings(Queries queries, Snapshot snapshot, Instant now) {
        this.queries = queries;
        this.snapshot = snapshot;
        this.now = now;
        this.live = snapshot.range().fixed() ? snapshot.window() : live(snapshot.window(), now);
    }

    /** What was read at all. */
    public Queries queries() {
        return queries;
    }

    /** The same, of which nothing was asked yet. */
    Readings anew() {
        return new Readings(queries, snapshot, now);
    }

    /** The same of the window before. */
    Readings previous() {
        return new Readings(queries, snapshot.previous(), now);
    }

    /** Which queries the answers were made of. */
    Set<MetricQuery> asked() {
        return Collections.unmodifiableSet(asked);
    }

    private Series read(MetricQuery query) {
        asked.add(query);
        return snapshot.of(query).from(query);
    }

    /** All of it, the window before the shown one included. */
    public Snapshot snapshot() {
        return snapshot;
    }

    /** The window that charts show. */
    public Window window() {
        return snapshot.window();
    }

    /** The part of the window that the topology's figures cover. */
    public Window live() {
        return live;
    }

    /** Sums of all resources of the metrics over the shown window. */
    public Series sum(Metric... metrics) {
        return sum(queries.of(metrics));
    }

    /** Sums of the queries over the shown window. */
    public Series sum(List<MetricQuery> wanted) {
        Series sum = Series.EMPTY;
        for (MetricQuery query : wanted) {
            sum = sum.combine(of(query), Double::sum);
        }
        return sum;
    }

    /** The greatest of the queries, bucket by bucket. */
    public Series greatest(List<MetricQuery> wanted) {
        Series most = Series.EMPTY;
        for (MetricQuery query : wanted) {
            most = most.combine(of(query), Math::max);
        }
        return most;
    }

    /** {@link #sum} a minute, whatever the period. */
    public Series perMinute(Metric... metrics) {
        return perMinute(queries.of(metrics));
    }

    /** {@link #sum} a minute, whatever the period. */
    public Series perMinute(List<MetricQuery> wanted) {
        return sum(wanted).times(60.0 / snapshot.window().period().toSeconds());
    }

    /** {@link #sum} a second, whatever the period. */
    public Series perSecond(Metric... metrics) {
        return perSecond(queries.of(metrics));
    }

    /** {@link #sum} a second, whatever the period. */
    public Series perSecond(List<MetricQuery> wanted) {
        return sum(wanted).times(1.0 / snapshot.window().period().toSeconds());
    }

    /** What one resource reported over the shown window. */
    public Series of(MetricQuery query) {
        return read(query).within(snapshot.window());
    }

    /** How many a minute just now; null where nothing is known. */
    public @Nullable Double rate(Metric... metrics) {
        return rate(queries.of(metrics));
    }

    /** How many a minute just now; null where nothing is known. */
    public @Nullable Double rate(List<MetricQuery> wanted) {
        Series recent = sum(wanted).within(live);
        OptionalDouble sum = recent.sum();
        if (sum.isEmpty()) {
            return null;
        }
        // From the first value on: a stack that is a minute old has no five minutes to be averaged over.
        long from = recent.secondAt(0);
        long until = Math.min(live.end().getEpochSecond(), end());
        return sum.getAsDouble() * 60 / Math.max(1, until - from);
    }

    /** How much the queries counted just now; 0 where nothing is known. */
    public double count(List<MetricQuery> wanted) {
        return sum(wanted).within(live).sum().orElse(0);
    }

    /** The greatest of the newest values of the metric's resources just now, such as a latency; null where there is none. */
    public @Nullable Double latest(Metric... metrics) {
        return latest(queries.of(metrics));
    }

    /** The greatest of the queries' newest values just now; null where there is none. */
    public @Nullable Double latest(List<MetricQuery> wanted) {
        Double latest = null;
        for (MetricQuery query : wanted) {
            Series recent = read(query).within(live);
            if (recent.size() > 0) {
                double value = recent.valueAt(recent.size() - 1);
                latest = latest == null ? value : Math.max(latest, value);
            }
        }
        return latest;
    }

    /** The mean just now of what the queries report, weighted by another metric of the same resource; null where that is 0. */
    public @Nullable Double mean(List<MetricQuery> wanted, Metric weight) {
        double total = 0;
        double count = 0;
        for (MetricQuery query : wanted) {
            Series weights = read(new MetricQuery(query.region(), weight, query.dimensionValues()));
            Series values = read(query).within(live);
            for (int i = 0; i < values.size(); i++) {
                double factor = weights.at(values.secondAt(i)).orElse(0);
                total += values.valueAt(i) * factor;
                count += factor;
            }
        }
        return count == 0 ? null : total / count;
    }

    private long end() {
        Instant readAt = snapshot.readAt();
        return readAt == null ? live.end().getEpochSecond() : readAt.getEpochSecond();
    }

    /** Up to the open bucket where values count at once, else up to what has settled. */
    private static Window live(Window window, Instant now) {
        long period = window.period().toSeconds();
        boolean immediate = !window.settledUntil().plus(window.period()).isBefore(window.end());
        Instant end = immediate ? window.end() : window.settledUntil();
        // The open bucket alone would be a matter of chance.
        long least = immediate ? 2 * period : period;
        long length = Math.max(least, LIVE.toSeconds() / period * period);
        Instant start = end.minusSeconds(length);
        return new Window(start, end, window.period(), now.isBefore(end) ? window.settledUntil() : end);
    }
}
