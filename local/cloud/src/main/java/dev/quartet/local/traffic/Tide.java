package dev.quartet.local.traffic;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How many shoppers there are, relative to the average: few at night and many in the evening of a day that takes ten minutes, and in a
 * flash sale, half a minute of each day, a multiple of that.
 */
final class Tide {
    private static final Duration DAY = Duration.ofMinutes(10);
    private static final Duration SALE_BEGINS = Duration.ofSeconds(20);
    private static final Duration SALE_ENDS = SALE_BEGINS.plusSeconds(30);
    private static final double SWING = 0.6;
    private static final double RUSH = 6;

    private final boolean flashSale;
    private final LongSupplier nanoTime;
    private final long start;

    Tide(boolean flashSale, LongSupplier nanoTime) {
        this.flashSale = flashSale;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    double height() {
        double day = (double) passed() / DAY.toNanos();
        double curve = 1 + SWING * Math.sin(2 * Math.PI * day);
        return sale() ? curve * RUSH : curve;
    }

    boolean sale() {
        long time = passed();
        return flashSale && time >= SALE_BEGINS.toNanos() && time < SALE_ENDS.toNanos();
    }

    /** Since the day began. */
    private long passed() {
        return (nanoTime.getAsLong() - start) % DAY.toNanos();
    }
}
