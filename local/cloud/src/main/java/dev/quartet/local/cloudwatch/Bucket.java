package dev.quartet.local.cloudwatch;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.DDSketches;
import com.datadoghq.sketch.ddsketch.encoding.ByteArrayInput;
import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import java.io.IOException;
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
    /** In its place once {@link #pack} was called: a tenth of the memory. Never changed, so buckets may share it. */
    private byte @Nullable [] packed;

    void add(double value, double times) {
        if (mixed() || (count > 0 && value != minimum)) {
            unpacked().accept(value, times);
        }
        tally(times, value * times, value, value);
    }

    /** Adds a set of values of which only the summary is known (PutMetricData's StatisticValues). */
    void addSummary(double samples, double total, double least, double most) {
        if (least == most) {
            add(least, samples);
            return;
        }
        unpacked().accept(total / samples, samples);
        tally(samples, total, least, most);
    }

    void merge(Bucket other) {
        if (other.count == 0) {
            return;
        }
        if (!other.mixed()) {
            add(other.minimum, other.count);
            return;
        }
        if (count == 0) {
            packed = other.packed;
            sketch = other.sketch == null ? null : other.sketch.copy();
        } else {
            other.addTo(unpacked());
        }
        tally(other.count, other.sum, other.minimum, other.maximum);
    }

    /** Makes it small: nothing, or seldom something, is added from here on. */
    void pack() {
        if (sketch == null) {
            return;
        }
        var output = GrowingByteArrayOutput.withDefaultInitialCapacity();
        try {
            sketch.encode(output, true);
        } catch (IOException e) {
            throw new IllegalStateException("an array takes what is written to it", e);
        }
        packed = output.trimmedCopy();
        sketch = null;
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
        return mixed() ? Math.clamp(unpacked().getValueAtQuantile(quantile), minimum, maximum) : minimum;
    }

    /** Whether there is more than one value. */
    private boolean mixed() {
        return sketch != null || packed != null;
    }

    private void tally(double samples, double total, double least, double most) {
        count += samples;
        sum += total;
        minimum = Math.min(minimum, least);
        maximum = Math.max(maximum, most);
    }

    /** Returns the sketch of what was added so far, made of the one value where there was none. */
    private DDSketch unpacked() {
        var known = sketch;
        if (known == null) {
            known = DDSketches.unboundedDense(ACCURACY);
            if (packed != null) {
                addTo(known);
                packed = null;
            } else if (count > 0) {
                known.accept(minimum, count);
            }
            sketch = known;
        }
        return known;
    }

    private void addTo(DDSketch target) {
        if (packed == null) {
            target.mergeWith(unpacked());
            return;
        }
        try {
            target.decodeAndMergeWith(ByteArrayInput.wrap(packed));
        } catch (IOException e) {
            throw new IllegalStateException("what was packed here can be read here", e);
        }
    }
}
