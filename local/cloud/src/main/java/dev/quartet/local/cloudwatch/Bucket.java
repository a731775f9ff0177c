package dev.quartet.local.cloudwatch;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.DDSketches;
import org.jspecify.annotations.Nullable;

/**
 * The data of one metric in one span of time. Count, sum, minimum and maximum are exact; percentiles are within 0.5 % of
 * the value. Not thread-safe: its {@link Series} guards it.
 */
final class Bucket {
    private static final double ACCURACY = 0.005;

    private double count;
    private double sum;
    private double minimum = Double.POSITIVE_INFINITY;
    private double maximum = Double.NEGATIVE_INFINITY;
    /** Absent while all values are the same, as for counters: most buckets never need it. */
    private @Nullable DDSketch sketch;

    void add(double value, double times) {
        if (sketch == null && count > 0 && value != minimum) {
            sketch = DDSketches.unboundedDense(ACCURACY);
            sketch.accept(minimum, count);
        }
        if (sketch != null) {
            sketch.accept(value, times);
        }
        count += times;
        sum += value * times;
        minimum = Math.min(minimum, value);
        maximum = Math.max(maximum, value);
    }

    /** Adds a set of values of which only the summary is known (PutMetricData's StatisticValues). */
    void addSummary(double samples, double total, double least, double most) {
        if (least == most) {
            add(least, samples);
            return;
        }
        if (sketch == null) {
            sketch = DDSketches.unboundedDense(ACCURACY);
            if (count > 0) {
                sketch.accept(minimum, count);
            }
        }
        sketch.accept(total / samples, samples);
        count += samples;
        sum += total;
        minimum = Math.min(minimum, least);
        maximum = Math.max(maximum, most);
    }

    void merge(Bucket other) {
        if (other.count == 0) {
            return;
        }
        if (other.sketch == null) {
            add(other.minimum, other.count);
            return;
        }
        if (sketch == null) {
            sketch = DDSketches.unboundedDense(ACCURACY);
            if (count > 0) {
                sketch.accept(minimum, count);
            }
        }
        sketch.mergeWith(other.sketch);
        count += other.count;
        sum += other.sum;
        minimum = Math.min(minimum, other.minimum);
        maximum = Math.max(maximum, other.maximum);
    }

    double count() {
        return count;
    }

    double sum() {
        return sum;
    }

    double minimum() {
        return minimum;
    }

    double maximum() {
        return maximum;
    }

    /** Returns the value below which {@code quantile} (0 to 1) of the data lies. */
    double quantile(double quantile) {
        var values = sketch;
        if (values == null) {
            return minimum;
        }
        return Math.clamp(values.getValueAtQuantile(quantile), minimum, maximum);
    }
}
