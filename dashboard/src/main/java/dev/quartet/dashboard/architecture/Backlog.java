package dev.quartet.dashboard.architecture;

import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.metric.MetricQuery;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Work that waits: how old the oldest message or record is that a consumer has yet to work on. */
public final class Backlog {
    /** The age in ms from which on work is late. */
    public static final double LATE = 60_000;

    private Backlog() {}

    /** What tells of it, of all that is read. */
    public static Queries of(Queries all) {
        return all.only(Metric.QUEUE_AGE, Metric.LAMBDA_ITERATOR_AGE);
    }

    /**
     * The age in ms just now; null where nothing is known.
     *
     * @param queues of {@link Metric#QUEUE_AGE}, which SQS tells in seconds
     * @param readers of {@link Metric#LAMBDA_ITERATOR_AGE}, which Lambda tells in ms
     */
    public static @Nullable Double age(Readings data, List<MetricQuery> queues, List<MetricQuery> readers) {
        Double seconds = data.latest(queues);
        Double queued = seconds == null ? null : Double.valueOf(seconds * 1000);
        Double read = data.latest(readers);
        if (queued == null || read == null) {
            return queued == null ? read : queued;
        }
        return Math.max(queued, read);
    }
}
