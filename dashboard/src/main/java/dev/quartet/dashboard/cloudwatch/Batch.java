package dev.quartet.dashboard.cloudwatch;

import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.Series;
import dev.quartet.dashboard.metric.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/** One call's queries with the pages that answer them. Not thread-safe. */
final class Batch {
    private final List<MetricQuery> queries;
    private final List<SortedMap<Instant, Double>> points = new ArrayList<>();
    private final Map<Integer, StatusCode> status = new HashMap<>();
    private int pages;

    Batch(List<MetricQuery> queries) {
        this.queries = queries;
        queries.forEach(query -> points.add(new TreeMap<>()));
    }

    /** The request for the window and the one before it: a query costs the same, however far it reaches back. */
    GetMetricDataRequest.Builder request(Window window) {
        List<MetricDataQuery> data = new ArrayList<>();
        for (int i = 0; i < queries.size(); i++) {
            data.add(WireQuery.of("m" + i, queries.get(i), window.period()));
        }
        return GetMetricDataRequest.builder()
                .metricDataQueries(data)
                .startTime(window.previous().start())
                .endTime(window.end())
                .scanBy(ScanBy.TIMESTAMP_ASCENDING);
    }

    void add(GetMetricDataResponse page) {
        pages++;
        for (MetricDataResult result : page.metricDataResults()) {
            int index = Integer.parseInt(result.id().substring(1));
            for (int i = 0; i < result.timestamps().size(); i++) {
                points.get(index)
                        .put(result.timestamps().get(i), result.values().get(i));
            }
            // Earlier pages say PartialData for what goes on: the last word counts.
            status.put(index, result.statusCode());
        }
    }

    int pages() {
        return pages;
    }

    void forget() {
        status.clear();
    }

    /** The series that were answered to the end. */
    Map<MetricQuery, Series> complete() {
        Map<MetricQuery, Series> series = new HashMap<>();
        status.forEach((index, code) -> {
            if (code == StatusCode.COMPLETE) {
                series.put(queries.get(index), Series.of(points.get(index)));
            }
        });
        return series;
    }

    /** Why queries of an otherwise good answer have no series. */
    Map<MetricQuery, ReadFailure> refused() {
        Map<MetricQuery, ReadFailure> refused = new HashMap<>();
        status.forEach((index, code) -> {
            if (code != StatusCode.COMPLETE) {
                MetricQuery query = queries.get(index);
                refused.put(
                        query,
                        new ReadFailure(
                                code == StatusCode.FORBIDDEN ? ReadFailure.Kind.DENIED : ReadFailure.Kind.INCOMPLETE,
                                "%s: %s".formatted(query.text(), code)));
            }
        });
        return refused;
    }
}
