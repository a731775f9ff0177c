package dev.quartet.dashboard.cloudwatch;

import static java.util.Objects.requireNonNull;

import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.Series;
import java.util.Map;
import java.util.Optional;

/**
 * What one read brought: a series for each query that was answered in full.
 *
 * @param refused why AWS did not answer these in an otherwise good answer
 * @param failure of the first call that failed
 * @param calls how many GetMetricData calls it took
 */
public record Reading(
        Map<MetricQuery, Series> series,
        Map<MetricQuery, ReadFailure> refused,
        Optional<ReadFailure> failure,
        int calls) {
    public Reading {
        series = Map.copyOf(series);
        refused = Map.copyOf(refused);
        requireNonNull(failure, "failure is null");
    }
}
