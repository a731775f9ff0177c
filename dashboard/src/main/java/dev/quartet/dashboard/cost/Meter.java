package dev.quartet.dashboard.cost;

import dev.quartet.dashboard.architecture.Queries;
import dev.quartet.dashboard.cost.Term.Ground;
import dev.quartet.dashboard.cost.Term.Measured;
import dev.quartet.dashboard.cost.Term.Priced;
import dev.quartet.dashboard.cost.Term.Report;
import dev.quartet.dashboard.cost.Term.Stated;
import dev.quartet.dashboard.feed.Snapshot;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.Series;
import dev.quartet.dashboard.metric.Statistic;
import dev.quartet.exports.prices.PriceTable;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes terms of what was read, of prices and of time. Immutable. */
final class Meter {
    private final Queries queries;
    private final Snapshot snapshot;
    private final Span span;
    private final PriceTable prices;
    private final String region;

    Meter(Queries queries, Snapshot snapshot, Span span, PriceTable prices, String region) {
        this.queries = queries;
        this.snapshot = snapshot;
        this.span = span;
        this.prices = prices;
        this.region = region;
    }

    Span span() {
        return span;
    }

    /** The sum of the metrics of all of the resources, whose first dimension values are named; of all there are where none is. */
    Measured sum(List<String> resources, Metric... metrics) {
        List<MetricQuery> wanted = queries.of(metrics).stream()
                .filter(query -> resources.isEmpty()
                        || resources.contains(query.dimensionValues().getFirst()))
                .toList();
        Series sum = sum(wanted);
        String name = Arrays.stream(metrics).map(Meter::name).distinct().collect(Collectors.joining(" + "));
        return new Measured(name, wanted, sum.sum().orElse(0), report(wanted, sum));
    }

    /** The sum over all buckets of what {@code merge} makes of two metrics of one resource. */
    Measured paired(String name, String resource, Metric first, Metric second, DoubleBinaryOperator merge) {
        return paired(name, resource, first, resource, second, merge);
    }

    /** The same of two resources; a bucket that one of them lacks counts nothing. */
    Measured paired(
            String name,
            String resource,
            Metric first,
            String otherResource,
            Metric otherMetric,
            DoubleBinaryOperator merge) {
        Series one = sum(queries.of(resource, first));
        Series other = sum(queries.of(otherResource, otherMetric));
        double total = 0;
        for (int i = 0; i < one.size(); i++) {
            OptionalDouble second = other.at(one.secondAt(i));
            if (second.isPresent()) {
                total += merge.applyAsDouble(one.valueAt(i), second.getAsDouble());
            }
        }
        List<MetricQuery> wanted = Stream.concat(
                        queries.of(resource, first).stream(), queries.of(otherResource, otherMetric).stream())
                .toList();
        return new Measured(name, wanted, total, report(wanted, one));
    }

    /** The sum over all buckets of what a metric says and how long it said it, in hours. */
    Measured lasting(String name, String resource, Metric metric) {
        List<MetricQuery> wanted = queries.of(resource, metric);
        Series series = sum(wanted);
        return new Measured(name, wanted, series.sum().orElse(0) * bucketHours(), report(wanted, series));
    }

    private Series sum(List<MetricQuery> wanted) {
        Series sum = Series.EMPTY;
        for (MetricQuery query : wanted) {
            sum = sum.combine(of(query), Double::sum);
        }
        return sum;
    }

    private Series of(MetricQuery query) {
        return span.of(snapshot.of(query));
    }

    /** A count of samples is told from their sum; Count is one whatever the statistic. */
    private static String name(Metric metric) {
        return metric.statistic() == Statistic.SAMPLE_COUNT && !metric.awsName().equals("Count")
                ? "SampleCount(" + metric.awsName() + ")"
                : metric.awsName();
    }

    private Report report(List<MetricQuery> wanted, Series read) {
        if (wanted.stream().anyMatch(snapshot.refused()::containsKey)) {
            return Report.REFUSED;
        }
        return read.size() > 0 ? Report.COUNTED : Report.NOTHING;
    }

    /** Length of a bucket in hours. */
    double bucketHours() {
        return span.period().toSeconds() / 3600.0;
    }

    Priced price(String key) {
        return new Priced(prices.of(key, region));
    }

    Stated hours() {
        return new Stated("hours", span.hours(), Ground.COUNTED);
    }

    static Stated fixed(String key, double value) {
        return new Stated(key, value, Ground.FIXED);
    }
}
