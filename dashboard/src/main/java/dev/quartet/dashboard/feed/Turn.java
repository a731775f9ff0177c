package dev.quartet.dashboard.feed;

import dev.quartet.dashboard.metric.MetricQuery;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * Where reading a range stands.
 *
 * @param due when all of it is read again
 * @param asked what was asked for since it was last read as a whole
 */
record Turn(Instant due, Set<MetricQuery> asked) {
    Turn {
        asked = Set.copyOf(asked);
    }

    Turn with(Set<MetricQuery> more) {
        Set<MetricQuery> all = new HashSet<>(asked);
        all.addAll(more);
        return new Turn(due, all);
    }
}
