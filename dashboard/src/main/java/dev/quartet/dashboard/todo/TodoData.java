package dev.quartet.dashboard.todo;

import dev.quartet.dashboard.feed.Snapshot;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.Series;
import dev.quartet.dashboard.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What was read, as the Todo view wants it: series a minute, and what goes on just now. */
final class TodoData {
    /** Long enough for a steady figure at low traffic, short enough to be called live. */
    private static final Duration LIVE = Duration.ofMinutes(5);

    private final TodoQueries queries;
    private final Snapshot snapshot;
    private final Window live;

    TodoData(TodoQueries queries, Snapshot snapshot, Instant now) {
        this.queries = queries;
        this.snapshot = snapshot;
        this.live = live(snapshot.window(), now);
    }

    /** The part of the window that the topology's figures cover. */
    Window live() {
        return live;
    }

    /** Sums of all resources of the metrics over the shown window. */
    Series sum(Metric... metrics) {
        Series sum = Series.EMPTY;
        for (Metric metric : metrics) {
            for (MetricQuery query : queries.of(metric)) {
                sum = sum.combine(snapshot.of(query).within(snapshot.window()), Double::sum);
            }
        }
        return sum;
    }

    /** {@link #sum} a minute, whatever the period. */
    Series perMinute(Metric... metrics) {
        return sum(metrics).times(60.0 / snapshot.window().period().toSeconds());
    }

    /** {@link #sum} a second, whatever the period. */
    Series perSecond(Metric... metrics) {
        return sum(metrics).times(1.0 / snapshot.window().period().toSeconds());
    }

    /** What one resource reported. */
    Series of(MetricQuery query) {
        return snapshot.of(query).within(snapshot.window());
    }

    /** How many a minute just now; null where nothing is known. */
    @Nullable
    Double rate(Metric... metrics) {
        Series recent = sum(metrics).within(live);
        OptionalDouble sum = recent.sum();
        if (sum.isEmpty()) {
            return null;
        }
        // From the first value on: a stack that is a minute old has no five minutes to be averaged over.
        long from = recent.secondAt(0);
        long until = Math.min(live.end().getEpochSecond(), end());
        return sum.getAsDouble() * 60 / Math.max(1, until - from);
    }

    /** The newest value of a metric's first resource just now, such as a latency; null where there is none. */
    @Nullable
    Double latest(Metric metric) {
        Double latest = null;
        for (MetricQuery query : queries.of(metric)) {
            Series recent = snapshot.of(query).within(live);
            if (recent.size() > 0) {
                double value = recent.valueAt(recent.size() - 1);
                latest = latest == null ? value : Math.max(latest, value);
            }
        }
        return latest;
    }

    /** The mean of a latency over its operations just now, weighted by calls; null where there were none. */
    @Nullable
    Double mean(Metric latency, Metric calls) {
        double total = 0;
        double count = 0;
        for (MetricQuery query : queries.of(latency)) {
            Series weights = snapshot.of(new MetricQuery(query.region(), calls, query.dimensionValues()));
            Series values = snapshot.of(query).within(live);
            for (int i = 0; i < values.size(); i++) {
                double weight = weights.at(values.secondAt(i)).orElse(0);
                total += values.valueAt(i) * weight;
                count += weight;
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
