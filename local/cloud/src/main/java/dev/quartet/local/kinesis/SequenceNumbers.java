package dev.quartet.local.kinesis;

import java.time.Instant;

/**
 * A shard's sequence numbers: 56 digits, growing, so that they compare as texts and as numbers alike; inside are the time, a
 * count and the shard. Not thread-safe.
 */
final class SequenceNumbers {
    /** Less than every sequence number. */
    static final String BEGIN = "0";

    private static final int LENGTH = 56;
    private static final int SHARD_DIGITS = 20;

    private final int shard;
    private long millis;
    private long count;

    /**
     * Begins.
     *
     * @param from not later than the first record
     */
    SequenceNumbers(int shard, Instant from) {
        this.shard = shard;
        this.millis = from.toEpochMilli();
    }

    /** Returns the next number at {@code now}, or at the latest time so far when the clock went back. */
    String next(Instant now) {
        millis = Math.max(millis, now.toEpochMilli());
        count++;
        return text(millis, count, shard);
    }

    /** Returns the newest number's time. */
    Instant latest() {
        return Instant.ofEpochMilli(millis);
    }

    /** Returns a number that is less than those of {@code time} and later, and greater than those before. */
    static String at(Instant time) {
        return text(Math.max(0, time.toEpochMilli()), 0, 0);
    }

    /** Returns if {@code text} is a number of the shard of that index. */
    static boolean belongs(String text, int shard) {
        return text.length() == LENGTH
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && text.endsWith(("%0" + SHARD_DIGITS + "d").formatted(shard));
    }

    private static String text(long millis, long count, int shard) {
        return "49%015d%019d%020d".formatted(millis, count, shard);
    }
}
