package dev.quartet.local.ses;

import dev.quartet.local.core.AwsException;
import java.util.concurrent.TimeUnit;

/** What an operator does to SES to see how the product bears it. Thread-safe. */
final class Faults {
    private static final long LONGEST_HOLD_MINUTES = 15;

    /** What is set, and what it did so far. */
    record Status(boolean down, boolean hold, int failNext, long failed, long accepted, int holding) {}

    private boolean down;
    private boolean hold;
    private int failNext;
    private long failed;
    private long accepted;
    private int holding;

    /** Throws {@code ServiceUnavailable} when a request to send is to fail. */
    synchronized void mayFail() {
        if (down || failNext > 0) {
            failNext = Math.max(0, failNext - 1);
            failed++;
            throw new AwsException("ServiceUnavailable", 503, "SES is made to fail by the local cloud's operator.");
        }
    }

    /** Counts an accepted mail, and keeps its sender waiting for the answer while that is asked for. */
    synchronized void accepted() throws InterruptedException {
        accepted++;
        var until = System.nanoTime() + TimeUnit.MINUTES.toNanos(LONGEST_HOLD_MINUTES);
        holding++;
        try {
            while (hold && System.nanoTime() < until) {
                TimeUnit.NANOSECONDS.timedWait(this, until - System.nanoTime());
            }
        } finally {
            holding--;
        }
    }

    synchronized void down(boolean on) {
        down = on;
    }

    synchronized void hold(boolean on) {
        hold = on;
        notifyAll();
    }

    synchronized void failNext(int requests) {
        failNext = requests;
    }

    synchronized Status status() {
        return new Status(down, hold, failNext, failed, accepted, holding);
    }
}
