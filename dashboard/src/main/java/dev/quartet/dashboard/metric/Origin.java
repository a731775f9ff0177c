package dev.quartet.dashboard.metric;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which queries a series was calculated from: a tree, so that calculating costs nothing more. */
sealed interface Origin {
    record Query(MetricQuery query) implements Origin {}

    record Both(Origin one, Origin other) implements Origin {}

    static @Nullable Origin of(@Nullable Origin one, @Nullable Origin other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one == other ? one : new Both(one, other);
    }

    /** All queries, in the order in which they came in. */
    static Set<MetricQuery> queries(@Nullable Origin origin) {
        Set<MetricQuery> all = new LinkedHashSet<>();
        Deque<Origin> open = new ArrayDeque<>();
        if (origin != null) {
            open.push(origin);
        }
        while (!open.isEmpty()) {
            switch (open.pop()) {
                case Query(MetricQuery query) -> all.add(query);
                case Both(Origin one, Origin other) -> {
                    open.push(other);
                    open.push(one);
                }
            }
        }
        return all;
    }
}
