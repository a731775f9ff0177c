package dev.quartet.dashboard.feed;

import static java.util.Objects.requireNonNull;

import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.TimeRange;
import java.util.Set;
import java.util.stream.Collectors;

/** What a viewer looks at. */
public record Demand(TimeRange range, Set<MetricQuery> queries) {
    public Demand {
        requireNonNull(range, "range is null");
        queries = Set.copyOf(queries);
    }

    Set<MetricQuery> in(String region) {
        return queries.stream().filter(query -> query.region().equals(region)).collect(Collectors.toSet());
    }

    Set<String> regions() {
        return queries.stream().map(MetricQuery::region).collect(Collectors.toSet());
    }
}
