package dev.quartet.local.kinesis;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The hash keys that a shard takes, both ends included: 128-bit numbers, a partition key's being its MD5. See <a
 * href="https://docs.aws.amazon.com/streams/latest/dev/key-concepts.html#partition-key">partition keys</a>. Immutable.
 */
record HashRange(BigInteger start, BigInteger end) {
    /** How many hash keys there are. */
    static final BigInteger ALL = BigInteger.TWO.pow(128);

    HashRange {
        requireNonNull(start, "start is null");
        requireNonNull(end, "end is null");
        if (start.signum() < 0 || end.compareTo(ALL) >= 0 || start.compareTo(end) > 0) {
            throw new IllegalArgumentException("no range of hash keys: %s to %s".formatted(start, end));
        }
    }

    /** Returns the hash key of a partition key. */
    static BigInteger hash(String partitionKey) {
        try {
            var digest = MessageDigest.getInstance("MD5").digest(partitionKey.getBytes(StandardCharsets.UTF_8));
            return new BigInteger(1, digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }

    /** Returns {@code count} ranges of one size; the last takes what is left over. */
    static List<HashRange> even(int count) {
        var size = ALL.divide(BigInteger.valueOf(count));
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    var start = size.multiply(BigInteger.valueOf(i));
                    var next = i == count - 1 ? ALL : start.add(size);
                    return new HashRange(start, next.subtract(BigInteger.ONE));
                })
                .toList();
    }

    boolean contains(BigInteger hashKey) {
        return hashKey.compareTo(start) >= 0 && hashKey.compareTo(end) <= 0;
    }

    /** Returns if {@code other} begins right behind this one. */
    boolean isBefore(HashRange other) {
        return end.add(BigInteger.ONE).equals(other.start);
    }
}
