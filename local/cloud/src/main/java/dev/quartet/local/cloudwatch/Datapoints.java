package dev.quartet.local.cloudwatch;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Values by the start of their bucket in epoch seconds; a missing bucket is missing, not 0. Immutable. */
record Datapoints(long period, SortedMap<Long, Double> values) {
    /** Applies {@code operator} to each value. */
    Datapoints map(DoubleUnaryOperator operator) {
        var result = new TreeMap<Long, Double>();
        values.forEach((at, value) -> put(result, at, operator.applyAsDouble(value)));
        return new Datapoints(period, result);
    }

    /** Joins the values that both have. */
    Datapoints zip(Datapoints other, DoubleBinaryOperator operator) {
        var result = new TreeMap<Long, Double>();
        values.forEach((at, value) -> {
            var otherValue = other.values.get(at);
            if (otherValue != null) {
                put(result, at, operator.applyAsDouble(value, otherValue));
            }
        });
        return new Datapoints(period, result);
    }

    /** A division by zero gives no data point, as on AWS. */
    private static void put(TreeMap<Long, Double> target, Long at, double value) {
        if (Double.isFinite(value)) {
            target.put(at, value);
        }
    }
}
