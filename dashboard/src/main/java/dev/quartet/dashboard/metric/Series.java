package dev.quartet.dashboard.metric;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Values by bucket start, ascending; a bucket without a value is absent, never zero. Two with the same values are equal, whatever
 * queries they were calculated from. Immutable.
 */
public final class Series {
    /** No value at all. */
    public static final Series EMPTY = new Series(new long[0], new double[0], null);

    private final long[] seconds;
    private final double[] values;
    private final @Nullable Origin origin;

    private Series(long[] seconds, double[] values, @Nullable Origin origin) {
        this.seconds = seconds;
        this.values = values;
        this.origin = origin;
    }

    /** A series of the map's values by bucket start. */
    public static Series of(SortedMap<Instant, Double> points) {
        return of(points, null);
    }

    private static Series of(SortedMap<Instant, Double> points, @Nullable Origin origin) {
        long[] seconds = new long[points.size()];
        double[] values = new double[points.size()];
        int i = 0;
        for (Map.Entry<Instant, Double> point : points.entrySet()) {
            seconds[i] = point.getKey().getEpochSecond();
            values[i++] = point.getValue();
        }
        return new Series(seconds, values, origin);
    }

    /** The same, known to be what {@code query} brought; what is calculated from it knows so, too. */
    public Series from(MetricQuery query) {
        return new Series(seconds, values, new Origin.Query(query));
    }

    /** The queries that it was calculated from, as far as they were told. */
    public Set<MetricQuery> queries() {
        return Origin.queries(origin);
    }

    /** How many buckets have a value. */
    public int size() {
        return seconds.length;
    }

    /** Bucket start of the point at {@code index}, in epoch seconds. */
    public long secondAt(int index) {
        return seconds[index];
    }

    /** Value of the point at {@code index}. */
    public double valueAt(int index) {
        return values[index];
    }

    /** The value of the bucket that starts at {@code second}, if there is one. */
    public OptionalDouble at(long second) {
        int index = Arrays.binarySearch(seconds, second);
        return index < 0 ? OptionalDouble.empty() : OptionalDouble.of(values[index]);
    }

    /** The part within {@code [start, end)}. */
    public Series between(Instant start, Instant end) {
        int from = indexOf(start);
        int to = indexOf(end);
        return new Series(Arrays.copyOfRange(seconds, from, to), Arrays.copyOfRange(values, from, to), origin);
    }

    /** The part within the window. */
    public Series within(Window window) {
        return between(window.start(), window.end());
    }

    /** The sum, or nothing where there is no value: no data is not zero. */
    public OptionalDouble sum() {
        return size() == 0 ? OptionalDouble.empty() : Arrays.stream(values).reduce(Double::sum);
    }

    /** Each value times {@code factor}. */
    public Series times(double factor) {
        return map(value -> value * factor);
    }

    /** The same values, each by {@code later} later. */
    public Series shifted(Duration later) {
        long delta = later.toSeconds();
        return new Series(Arrays.stream(seconds).map(second -> second + delta).toArray(), values, origin);
    }

    /** Each value changed by {@code change}. */
    public Series map(DoubleUnaryOperator change) {
        return new Series(seconds, Arrays.stream(values).map(change).toArray(), origin);
    }

    /** The buckets whose value {@code keep} accepts. */
    public Series filter(DoublePredicate keep) {
        int[] kept =
                IntStream.range(0, size()).filter(i -> keep.test(values[i])).toArray();
        return pick(kept, origin);
    }

    /** The buckets that {@code other} has, too. */
    public Series where(Series other) {
        int[] kept = IntStream.range(0, size())
                .filter(i -> Arrays.binarySearch(other.seconds, seconds[i]) >= 0)
                .toArray();
        return pick(kept, Origin.of(origin, other.origin));
    }

    private Series pick(int[] kept, @Nullable Origin of) {
        return new Series(
                Arrays.stream(kept).mapToLong(i -> seconds[i]).toArray(),
                Arrays.stream(kept).mapToDouble(i -> values[i]).toArray(),
                of);
    }

    /** Buckets of both; where both have a value, {@code merge} decides. */
    public Series combine(Series other, DoubleBinaryOperator merge) {
        SortedMap<Instant, Double> points = new TreeMap<>();
        for (int i = 0; i < size(); i++) {
            points.put(Instant.ofEpochSecond(seconds[i]), values[i]);
        }
        for (int i = 0; i < other.size(); i++) {
            points.merge(Instant.ofEpochSecond(other.seconds[i]), other.values[i], (a, b) -> merge.applyAsDouble(a, b));
        }
        return of(points, Origin.of(origin, other.origin));
    }

    /** This series with zero in the buckets that only {@code known} has: for services that send only what is not zero. */
    public Series zeroWhere(Series known) {
        return combine(known.times(0), Double::sum);
    }

    private int indexOf(Instant instant) {
        int index = Arrays.binarySearch(seconds, instant.getEpochSecond());
        return index < 0 ? -index - 1 : index;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Series that
                && Arrays.equals(seconds, that.seconds)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(seconds) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Series[" + size() + " points]";
    }
}
