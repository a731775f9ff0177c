package dev.quartet.local.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What standard queues, topics and bucket notifications permit and seldom show: a message that comes twice, and messages
 * out of order. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/standard-queues-at-least-once-delivery.html">SQS</a>
 */
public final class Disorder {
    /** Each message once, oldest first. */
    public static final Disorder NONE = new Disorder(0, 1, new Random(0));

    private static final int WINDOW = 20;

    private final double duplicates;
    private final int window;
    private final Random random;

    private Disorder(double duplicates, int window, Random random) {
        this.duplicates = duplicates;
        this.window = window;
        this.random = random;
    }

    /**
     * Returns a disorder in which {@code duplicates} (a share, 0 to 1) of the deliveries come once more and the order is
     * random among the oldest twenty; {@code seed} makes it repeatable.
     */
    public static Disorder of(double duplicates, long seed) {
        if (duplicates < 0 || duplicates > 1) {
            throw new IllegalArgumentException("duplicates is " + duplicates + "; allowed is 0 to 1");
        }
        return new Disorder(duplicates, WINDOW, new Random(seed));
    }

    /** Returns how many of the oldest messages are to be chosen from. */
    public int window(int most) {
        return window == 1 ? most : Math.max(most, window);
    }

    /** Returns up to {@code most} of {@code oldest}, which is a list of its own to be changed. */
    public <T> List<T> pick(List<T> oldest, int most) {
        if (window > 1) {
            Collections.shuffle(oldest, random);
        }
        return oldest.size() <= most ? oldest : new ArrayList<>(oldest.subList(0, most));
    }

    /** Returns if the message that is being delivered shall be delivered once more. */
    public boolean deliverTwice() {
        return duplicates > 0 && random.nextDouble() < duplicates;
    }
}
