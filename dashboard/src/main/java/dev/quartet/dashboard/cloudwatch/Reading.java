package dev.quartet.dashboard.cloudwatch;

import static java.util.Objects.requireNonNull;

import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.Series;
import java.util.Map;
import java.util.Optional;

/**
 * What one read brought: a series for each query that was answered in full, and the first failure if any was not.
 *
 * @param calls how many GetMetricData calls it took
 */
public record Reading(Map<MetricQuery, Series> series, Optional<ReadFailure> failure, int calls) {
    public Reading {
        series = Map.copyOf(series);
        requireNonNull(failure, "failure is null");
    }
}
