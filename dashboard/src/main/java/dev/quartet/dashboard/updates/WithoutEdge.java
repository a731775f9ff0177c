package dev.quartet.dashboard.updates;

import dev.quartet.dashboard.architecture.Readings;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.metric.Series;
import org.jspecify.annotations.Nullable;

/**
 * How many instances there would have to be if there were no edge: those that the group's target would have answer what the edge was
 * asked.
 *
 * @param perTarget requests a minute that an instance is to answer; null where the stack does not say
 */
record WithoutEdge(@Nullable Integer perTarget) {
    Series instances(Readings data) {
        return perTarget == null
                ? Series.EMPTY
                : data.perMinute(Metric.EDGE_REQUESTS).map(rate -> instances(rate, perTarget));
    }

    /** Just now; null where nothing is known. */
    @Nullable
    Double latest(Readings data) {
        Double rate = data.rate(Metric.EDGE_REQUESTS);
        return perTarget == null || rate == null ? null : Double.valueOf(instances(rate, perTarget));
    }

    private static double instances(double rate, int perTarget) {
        return Math.max(1, Math.ceil(rate / perTarget));
    }
}
