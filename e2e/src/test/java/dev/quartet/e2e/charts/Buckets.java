package dev.quartet.e2e.charts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Values by the second at which their bucket begins. */
public record Buckets(NavigableMap<Long, Double> values) {
    private static final double PRECISION = 1e-9;

    public static Buckets none() {
        return new Buckets(new TreeMap<>());
    }

    Buckets map(DoubleUnaryOperator change) {
        var result = new TreeMap<Long, Double>();
        values.forEach((second, value) -> result.put(second, change.applyAsDouble(value)));
        return new Buckets(result);
    }

    public Buckets times(double factor) {
        return map(value -> value * factor);
    }

    /** Returns the buckets of both; where both have a value, {@code merge} decides. */
    Buckets merge(Buckets other, DoubleBinaryOperator merge) {
        var result = new TreeMap<>(values);
        other.values.forEach((second, value) -> result.merge(second, value, merge::applyAsDouble));
        return new Buckets(result);
    }

    /** Returns what {@code both} makes of the buckets that both have. */
    Buckets both(Buckets other, DoubleBinaryOperator both) {
        var result = new TreeMap<Long, Double>();
        values.forEach((second, value) -> {
            var more = other.values.get(second);
            if (more != null) {
                result.put(second, both.applyAsDouble(value, more));
            }
        });
        return new Buckets(result);
    }

    /** Returns the buckets that begin before {@code end}. */
    public Buckets before(long end) {
        return new Buckets(values.headMap(end, false));
    }

    /** Returns those that are numbers. */
    Buckets defined() {
        var result = new TreeMap<>(values);
        result.values().removeIf(value -> value.isNaN());
        return new Buckets(result);
    }

    double total() {
        return values.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** Returns how many are not zero. */
    public long busy() {
        return values.values().stream().filter(value -> value != 0).count();
    }

    /** Returns where these differ from what they should be; nothing where they do not. */
    public List<String> differences(Buckets expected) {
        var seconds = new TreeMap<>(values);
        seconds.putAll(expected.values);
        var differences = new ArrayList<String>();
        for (var second : seconds.keySet()) {
            var is = values.get(second);
            var should = expected.values.get(second);
            if (is == null || should == null || Math.abs(is - should) > PRECISION * Math.max(1, Math.abs(should))) {
                differences.add("%s: %s is shown, %s is true".formatted(Instant.ofEpochSecond(second), is, should));
            }
        }
        return differences;
    }
}
