package dev.quartet.local.cloudwatch;

import dev.quartet.local.core.AwsException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Answers queries from the store: metrics by period, then expressions over them. Thread-safe. */
final class MetricReader {
    private final MetricStore store;

    MetricReader(MetricStore store) {
        this.store = store;
    }

    /** Evaluates all {@code queries} over {@code [start, end)} (epoch seconds), aligned to their periods, by query id. */
    Map<String, Datapoints> read(String region, List<MetricQuery> queries, long start, long end) {
        return read(queries, (stat, period) -> read(region, stat, period, Math.floorDiv(start, period) * period, end));
    }

    /** Evaluates all {@code queries} over {@code [start, end)} in periods counted from {@code start}, by query id. */
    Map<String, Datapoints> readFrom(String region, List<MetricQuery> queries, long start, long end) {
        return read(queries, (stat, period) -> read(region, stat, period, start, end));
    }

    /** Reads one metric; a metric without data gives no data points. */
    Datapoints read(String region, MetricQuery.Stat stat, int period, long start, long end) {
        var statistic = Statistic.parse(stat.statistic());
        // Minutes are the finest that AWS's own metrics have.
        long effective = Math.max(60, period);
        var values = new TreeMap<Long, Double>();
        store.find(new MetricKey(region, stat.namespace(), stat.name(), stat.dimensions()))
                .ifPresent(series -> series.read(start, end, effective)
                        .forEach((at, bucket) -> values.put(at, statistic.of(bucket))));
        return new Datapoints(effective, values);
    }

    private Map<String, Datapoints> read(
            List<MetricQuery> queries, BiFunction<MetricQuery.Stat, Integer, Datapoints> source) {
        var byId = queries.stream().collect(Collectors.toMap(MetricQuery::id, Function.identity(), (a, b) -> {
            throw new AwsException("ValidationError", 400, "The query id " + a.id() + " is used twice");
        }));
        var known = new HashMap<String, Datapoints>();
        var plain = new ArrayList<Datapoints>();
        for (var query : queries) {
            if (query.stat().isPresent()) {
                var points = source.apply(query.stat().get(), Math.max(60, query.period()));
                known.put(query.id(), points);
                plain.add(points);
            }
        }
        for (var query : queries) {
            resolve(query.id(), byId, known, plain, new HashSet<>());
        }
        return known;
    }

    private Datapoints resolve(
            String id,
            Map<String, MetricQuery> byId,
            Map<String, Datapoints> known,
            List<Datapoints> plain,
            Set<String> underWay) {
        var ready = known.get(id);
        if (ready != null) {
            return ready;
        }
        var query = byId.get(id);
        if (query == null || !underWay.add(id)) {
            throw new AwsException(
                    "ValidationError",
                    400,
                    "Error in expression: " + id + (query == null ? " is not a query's id" : " refers to itself"));
        }
        var points = MetricMath.evaluate(
                query.expression().orElseThrow(), other -> resolve(other, byId, known, plain, underWay), plain);
        underWay.remove(id);
        known.put(id, points);
        return points;
    }
}
