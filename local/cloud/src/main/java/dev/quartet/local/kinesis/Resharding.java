package dev.quartet.local.kinesis;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Splits and merges shards, see <a href="https://docs.aws.amazon.com/streams/latest/dev/kinesis-using-sdk-java-resharding.html">Kinesis</a>. */
final class Resharding {
    private Resharding() {}

    /** Splits {@code shard}: the second child begins at {@code at}. */
    static void split(Stream stream, Shard shard, BigInteger at) {
        var range = shard.range();
        if (at.compareTo(range.start()) <= 0 || at.compareTo(range.end()) >= 0) {
            throw Errors.invalid(
                    "NewStartingHashKey %s used in SplitShard() on shard %s in stream %s is not both greater than one plus the shard's StartingHashKey %s and less than the shard's EndingHashKey %s."
                            .formatted(at, shard.id(), stream.name(), range.start(), range.end()));
        }
        stream.reshard(
                List.of(shard),
                List.of(new HashRange(range.start(), at.subtract(BigInteger.ONE)), new HashRange(at, range.end())));
    }

    /** Merges two shards that lie side by side. */
    static void merge(Stream stream, Shard one, Shard other) {
        var low = one.range().isBefore(other.range()) ? one : other;
        var high = low == one ? other : one;
        if (!low.range().isBefore(high.range())) {
            throw Errors.invalid("Shards %s and %s in stream %s are not an adjacent pair of shards eligible for merging"
                    .formatted(one.id(), other.id(), stream.name()));
        }
        stream.reshard(
                List.of(one, other),
                List.of(new HashRange(low.range().start(), high.range().end())));
    }

    /** Brings the open shards to {@code target} of one size: splits first, then merges. */
    static void update(Stream stream, int target) {
        int current = stream.open().size();
        if (target < 1 || target > 2 * current || 2 * target < current) {
            throw Errors.invalid(
                    "TargetShardCount %d: a stream of %d shards can be brought to between %d and %d at once"
                            .formatted(target, current, Math.ceilDiv(current, 2), 2 * current));
        }
        var starts =
                HashRange.even(target).stream().map(HashRange::start).collect(Collectors.toCollection(TreeSet::new));
        for (var start : starts) {
            stream.open().stream()
                    .filter(shard -> shard.range().contains(start)
                            && !shard.range().start().equals(start))
                    .findFirst()
                    .ifPresent(shard -> split(stream, shard, start));
        }
        while (stream.open().size() > target) {
            var open = stream.open().stream()
                    .sorted(Comparator.comparing(shard -> shard.range().start()))
                    .toList();
            for (int i = 1; i < open.size(); i++) {
                if (!starts.contains(open.get(i).range().start())) {
                    merge(stream, open.get(i - 1), open.get(i));
                    break;
                }
            }
        }
    }
}
