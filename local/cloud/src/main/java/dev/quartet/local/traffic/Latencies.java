package dev.quartet.local.traffic;

import java.util.concurrent.atomic.AtomicLongArray;

/** Counts durations in buckets of 6 % width, of which percentiles are read. Thread-safe. */
final class Latencies {
    private static final int SUB_BITS = 4;
    private static final int SUB_BUCKETS = 1 << SUB_BITS;

    private final AtomicLongArray buckets = new AtomicLongArray(64 * SUB_BUCKETS);

    void add(long nanos) {
        buckets.incrementAndGet(index(Math.max(nanos / 1000, SUB_BUCKETS)));
    }

    /** Returns the {@code percentile} (0 to 100) in ms; 0 when nothing was added. */
    double percentile(double percentile) {
        long total = 0;
        for (int i = 0; i < buckets.length(); i++) {
            total += buckets.get(i);
        }
        long rank = (long) Math.ceil(total * percentile / 100);
        long seen = 0;
        for (int i = 0; i < buckets.length(); i++) {
            seen += buckets.get(i);
            if (seen >= rank && seen > 0) {
                return upperMicros(i) / 1000;
            }
        }
        return 0;
    }

    private static int index(long micros) {
        int exponent = 63 - Long.numberOfLeadingZeros(micros);
        int sub = (int) (micros >>> (exponent - SUB_BITS)) & (SUB_BUCKETS - 1);
        return exponent * SUB_BUCKETS + sub;
    }

    private static double upperMicros(int index) {
        int exponent = index / SUB_BUCKETS;
        int sub = index % SUB_BUCKETS;
        return Math.scalb(1 + (sub + 1.0) / SUB_BUCKETS, exponent);
    }
}
