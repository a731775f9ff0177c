package dev.quartet.local.traffic;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A day that ends by itself, or when somebody stops it. Thread-safe. */
final class DayTime implements Lifetime {
    private final Clock clock;
    private final Instant end;
    private final CountDownLatch stopped;

    DayTime(Clock clock, Duration length, CountDownLatch stopped) {
        this.clock = clock;
        this.end = clock.instant().plus(length);
        this.stopped = stopped;
    }

    @Override
    public boolean over() {
        return stopped.getCount() == 0 || !clock.instant().isBefore(end);
    }

    @Override
    public boolean pause(Duration length) {
        var left = Duration.between(clock.instant(), end);
        boolean last = left.compareTo(length) <= 0;
        try {
            return stopped.await((last ? left : length).toNanos(), TimeUnit.NANOSECONDS) || last;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public boolean submit(Runnable task) {
        if (over()) {
            return false;
        }
        Thread.startVirtualThread(task);
        return true;
    }
}
