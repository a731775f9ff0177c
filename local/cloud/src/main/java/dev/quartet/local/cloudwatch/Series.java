package dev.quartet.local.cloudwatch;

import dev.quartet.local.core.Metrics;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One metric's data by the minute for a day and by the hour before that, up to 31 days. Thread-safe.
 *
 * <p>AWS keeps minutes for 15 days; a laptop's cloud seldom lives that long, and memory is its scarcest good.
 */
final class Series implements Metrics.Metric {
    private static final long MINUTE = 60;
    private static final long HOUR = 3600;
    private static final int MOST_MINUTES = 24 * 60;
    private static final int MOST_HOURS = 31 * 24;

    private final MetricKey key;
    private final String unit;
    private final Clock clock;
    /** All packed but the newest. */
    private final TreeMap<Long, Bucket> minutes = new TreeMap<>();

    private final TreeMap<Long, Bucket> hours = new TreeMap<>();
    private @Nullable Bucket newest;
    private long newestStart = Long.MIN_VALUE;

    Series(MetricKey key, String unit, Clock clock) {
        this.key = key;
        this.unit = unit;
        this.clock = clock;
    }

    MetricKey key() {
        return key;
    }

    String unit() {
        return unit;
    }

    @Override
    public void add(double value) {
        add(Math.floorDiv(clock.millis(), 1000L), value, 1);
    }

    synchronized void add(long epochSecond, double value, double times) {
        var bucket = bucketAt(epochSecond);
        bucket.add(value, times);
        added(bucket);
    }

    synchronized void addSummary(long epochSecond, double samples, double total, double least, double most) {
        var bucket = bucketAt(epochSecond);
        bucket.addSummary(samples, total, least, most);
        added(bucket);
    }

    /** To a minute that is over something comes late, and seldom. */
    private void added(Bucket bucket) {
        if (bucket != newest) {
            bucket.pack();
        }
    }

    /** Returns the data of {@code [start, end)} in buckets of {@code period} seconds counted from {@code start}. */
    synchronized SortedMap<Long, Bucket> read(long start, long end, long period) {
        var result = new TreeMap<Long, Bucket>();
        for (var source : List.of(hours, minutes)) {
            for (Map.Entry<Long, Bucket> entry :
                    source.subMap(start, true, end, false).entrySet()) {
                result.computeIfAbsent(
                                start + Math.floorDiv(entry.getKey() - start, period) * period, at -> new Bucket())
                        .merge(entry.getValue());
            }
        }
        return result;
    }

    /** Returns the start of the newest minute with data, in epoch seconds. */
    synchronized long newest() {
        return minutes.isEmpty() ? Long.MIN_VALUE : minutes.lastKey();
    }

    private Bucket bucketAt(long epochSecond) {
        long start = Math.floorDiv(epochSecond, MINUTE) * MINUTE;
        var current = newest;
        if (current != null && start == newestStart) {
            return current;
        }
        if (minutes.size() >= MOST_MINUTES && start < minutes.firstKey()) {
            return hourOf(start); // as it would be a minute older than all that are kept
        }
        var bucket = minutes.computeIfAbsent(start, at -> new Bucket());
        if (start >= newestStart) {
            if (current != null) {
                current.pack();
            }
            newest = bucket;
            newestStart = start;
        }
        compact();
        return bucket;
    }

    private void compact() {
        while (minutes.size() > MOST_MINUTES) {
            var oldest = minutes.pollFirstEntry();
            var hour = hourOf(oldest.getKey());
            hour.merge(oldest.getValue());
            hour.pack();
        }
    }

    /** Returns the bucket of the hour, which is one that nobody will find if it is older than all that are kept. */
    private Bucket hourOf(long epochSecond) {
        var hour = hours.computeIfAbsent(Math.floorDiv(epochSecond, HOUR) * HOUR, at -> new Bucket());
        while (hours.size() > MOST_HOURS) {
            hours.pollFirstEntry();
        }
        return hour;
    }
}
