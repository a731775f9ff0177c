package dev.quartet.local.cloudwatch;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;

/** The result of a part of a metric math expression: one number, one series or an array of series. Immutable. */
sealed interface MathValue {
    /** A number. */
    record Scalar(double value) implements MathValue {}

    /** A time series. */
    record One(Datapoints points) implements MathValue {}

    /** An array of time series. */
    record Many(List<Datapoints> series) implements MathValue {
        public Many {
            series = List.copyOf(series);
        }
    }

    static Datapoints rate(Datapoints series) {
        var result = new TreeMap<Long, Double>();
        Map.@org.jspecify.annotations.Nullable Entry<Long, Double> before = null;
        for (var entry : series.values().entrySet()) {
            if (before != null) {
                result.put(entry.getKey(), (entry.getValue() - before.getValue()) / (entry.getKey() - before.getKey()));
            }
            before = entry;
        }
        return new Datapoints(series.period(), result);
    }

    /** Over an array: one series, bucket by bucket over those that have data. Over one series: one number. */
    static MathValue reduce(MathValue value, DoubleBinaryOperator operator, boolean mean) {
        if (value instanceof One one) {
            var values = one.points().values().values();
            double total = values.stream()
                    .mapToDouble(Double::doubleValue)
                    .reduce(operator)
                    .orElse(Double.NaN);
            return new Scalar(mean ? total / values.size() : total);
        }
        var total = new TreeMap<Long, Double>();
        var count = new TreeMap<Long, Integer>();
        long period = 60;
        for (var series : seriesOf(value)) {
            period = series.period();
            series.values().forEach((at, v) -> {
                total.merge(at, v, operator::applyAsDouble);
                count.merge(at, 1, Integer::sum);
            });
        }
        if (mean) {
            total.replaceAll((at, v) -> v / count.getOrDefault(at, 1));
        }
        return new One(new Datapoints(period, total));
    }

    static MathValue map(MathValue value, java.util.function.DoubleUnaryOperator operator) {
        return switch (value) {
            case Scalar scalar -> new Scalar(operator.applyAsDouble(scalar.value()));
            case One one -> new One(one.points().map(operator));
            case Many many ->
                new Many(many.series().stream().map(s -> s.map(operator)).toList());
        };
    }

    static MathValue apply(MathValue left, MathValue right, DoubleBinaryOperator operator) {
        return switch (left) {
            case Scalar a -> map(right, b -> operator.applyAsDouble(a.value(), b));
            case One a ->
                switch (right) {
                    case Scalar b -> new One(a.points().map(x -> operator.applyAsDouble(x, b.value())));
                    case One b -> new One(a.points().zip(b.points(), operator));
                    case Many b -> throw MetricMath.invalid("an array cannot stand beside an operator");
                };
            case Many a -> throw MetricMath.invalid("an array cannot stand beside an operator");
        };
    }

    static List<Datapoints> seriesOf(MathValue value) {
        return switch (value) {
            case One one -> List.of(one.points());
            case Many many -> many.series();
            case Scalar scalar -> throw MetricMath.invalid("an array holds time series, not numbers");
        };
    }

    static Datapoints one(MathValue value) {
        if (value instanceof One one) {
            return one.points();
        }
        throw MetricMath.invalid("a time series is needed here");
    }
}
