package dev.quartet.dashboard.figure;

import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.Series;
import dev.quartet.dashboard.metric.Window;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Evaluates formulas over what was read. Values of one metric from several resources are added. */
public final class Evaluation {
    private final Map<Metric, List<MetricQuery>> queries;
    private final Function<MetricQuery, Series> data;

    /**
     * @param queries the queries that stand for a metric in this figure
     * @param data the series of a query, empty where there is none
     */
    public Evaluation(Set<MetricQuery> queries, Function<MetricQuery, Series> data) {
        this.queries = queries.stream().collect(Collectors.groupingBy(MetricQuery::metric));
        this.data = data;
    }

    /** The figure over the window. */
    public Figure figure(Formula formula, Window window) {
        return switch (formula.kind()) {
            case SUM -> sum(formula, window, 1);
            case PER_SECOND -> sum(formula, window, window.length().toSeconds());
            case RATIO -> ratio(formula, window);
            case SAVED -> saved(formula, window);
            case WEIGHTED -> weighted(formula, window);
        };
    }

    /** The figure bucket by bucket, as a sparkline wants it. */
    public Series series(Formula formula, Window window) {
        Series top = add(formula.numerator(), window);
        Series below = add(formula.denominator(), window);
        return switch (formula.kind()) {
            case SUM -> top.zeroWhere(add(formula.witness(), window));
            case PER_SECOND -> top.times(1.0 / window.period().toSeconds());
            case RATIO -> divide(top.zeroWhere(below), below);
            case SAVED -> divide(top.zeroWhere(below), below).map(share -> Math.max(0, 1 - share));
            case WEIGHTED -> mean(formula, window);
        };
    }

    private Figure sum(Formula formula, Window window, long divisor) {
        OptionalDouble sum = add(formula.numerator(), window)
                .zeroWhere(add(formula.witness(), window))
                .sum();
        if (sum.isEmpty()) {
            return Figure.none(window.settledUntil());
        }
        return new Figure(
                sum.getAsDouble() / divisor,
                sum.getAsDouble(),
                divisor == 1 ? null : (double) divisor,
                window.settledUntil());
    }

    private Figure ratio(Formula formula, Window window) {
        double below = add(formula.denominator(), window).sum().orElse(0);
        if (below == 0) {
            return Figure.none(window.settledUntil());
        }
        double top = add(formula.numerator(), window).sum().orElse(0);
        return new Figure(top / below, top, below, window.settledUntil());
    }

    /** Both sides over the same settled buckets: they come from two regions, which settle apart. */
    private Figure saved(Formula formula, Window window) {
        Optional<Window> settled = window.settled();
        if (settled.isEmpty()) {
            return Figure.none(window.settledUntil());
        }
        Figure share = ratio(formula, settled.get());
        return share.value() == null
                ? share
                : new Figure(
                        Math.max(0, 1 - share.value()), share.numerator(), share.denominator(), window.settledUntil());
    }

    private Figure weighted(Formula formula, Window window) {
        double top = 0;
        double below = 0;
        for (Pair pair : pairs(formula)) {
            Series rate = pair.rate().within(window);
            for (int i = 0; i < rate.size(); i++) {
                double weight = pair.weight().at(rate.secondAt(i)).orElse(0);
                top += rate.valueAt(i) / 100 * weight;
                below += weight;
            }
        }
        return below == 0
                ? Figure.none(window.settledUntil())
                : new Figure(top / below, top, below, window.settledUntil());
    }

    private Series mean(Formula formula, Window window) {
        Series top = Series.EMPTY;
        Series below = Series.EMPTY;
        for (Pair pair : pairs(formula)) {
            Series rate = pair.rate().within(window);
            Series weight = pair.weight().within(window).where(rate);
            top = top.combine(rate.times(0.01).where(weight).combine(weight, (a, b) -> a * b), Double::sum);
            below = below.combine(weight, Double::sum);
        }
        return divide(top, below);
    }

    private record Pair(Series rate, Series weight) {}

    /** Rate and weight of one resource each, matched by its dimensions. */
    private List<Pair> pairs(Formula formula) {
        Metric weight = formula.denominator().getFirst();
        return queries.getOrDefault(formula.numerator().getFirst(), List.of()).stream()
                .map(rate -> new Pair(
                        data.apply(rate), data.apply(new MetricQuery(rate.region(), weight, rate.dimensionValues()))))
                .toList();
    }

    private Series add(List<Metric> metrics, Window window) {
        Series sum = Series.EMPTY;
        for (Metric metric : metrics) {
            for (MetricQuery query : queries.getOrDefault(metric, List.of())) {
                sum = sum.combine(data.apply(query).within(window), Double::sum);
            }
        }
        return sum;
    }

    private static Series divide(Series top, Series below) {
        Series busy = below.filter(value -> value != 0);
        return top.where(busy).combine(busy, (a, b) -> a / b);
    }
}
