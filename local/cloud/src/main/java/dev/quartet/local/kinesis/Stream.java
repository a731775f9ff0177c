package dev.quartet.local.kinesis;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.Arn;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A data stream: its shards and settings. Thread-safe. */
final class Stream {
    private final Arn arn;
    private final String name;
    private final String id;
    private final Instant created;
    private final Clock clock;
    private final MemoryBudget memory;
    private final StreamMeter meter;
    private final Map<String, String> tags = new ConcurrentSkipListMap<>();
    private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile List<Shard> shards = List.of();
    private volatile StreamSettings settings;

    /**
     * Creates it with open shards of one size.
     *
     * @param id unlike that of every stream before, also of its name
     */
    Stream(
            Arn arn,
            String name,
            String id,
            StreamSettings settings,
            Clock clock,
            MemoryBudget memory,
            StreamMeter meter) {
        this.arn = requireNonNull(arn, "arn is null");
        this.name = requireNonNull(name, "name is null");
        this.id = requireNonNull(id, "id is null");
        this.settings = requireNonNull(settings, "settings is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.memory = requireNonNull(memory, "memory is null");
        this.meter = requireNonNull(meter, "meter is null");
        this.created = clock.instant();
        HashRange.even(settings.shardCount()).forEach(range -> add(range, List.of(), created));
    }

    Arn arn() {
        return arn;
    }

    String name() {
        return name;
    }

    String id() {
        return id;
    }

    Instant created() {
        return created;
    }

    StreamMeter meter() {
        return meter;
    }

    StreamSettings settings() {
        return settings;
    }

    Map<String, String> tags() {
        return tags;
    }

    void configure(StreamSettings now) {
        settings = now;
    }

    /** Returns all shards that may hold records, parents before their children. */
    List<Shard> shards() {
        var oldest = clock.instant().minus(settings.retention());
        return shards.stream()
                .filter(shard ->
                        shard.closed().filter(closed -> closed.isBefore(oldest)).isEmpty())
                .toList();
    }

    /** Returns the shards that take records. */
    List<Shard> open() {
        return shards.stream().filter(shard -> shard.closed().isEmpty()).toList();
    }

    Optional<Shard> shard(String shardId) {
        return shards().stream().filter(shard -> shard.id().equals(shardId)).findFirst();
    }

    /** Adds a record; returns its place, without a sequence number when its shard is over its limits. */
    Placed put(String partitionKey, Optional<BigInteger> explicitHashKey, byte[] data) {
        var hashKey = explicitHashKey.orElseGet(() -> HashRange.hash(partitionKey));
        while (true) {
            var shard = taking(hashKey);
            var put = shard.put(partitionKey, data, settings.retention());
            if (!put.closed()) {
                return new Placed(shard.id(), put.sequenceNumber());
            }
        }
    }

    /** Tells those who listen that there may be records. */
    void wake() {
        listeners.forEach(Runnable::run);
    }

    /** Calls {@code listener} when there may be records; returns how to end that. */
    Runnable listen(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Closes {@code parents} and opens a child for each of {@code ranges}. */
    synchronized List<Shard> reshard(List<Shard> parents, List<HashRange> ranges) {
        var from = parents.stream().map(Shard::close).max(Instant::compareTo).orElseThrow();
        var ids = parents.stream().map(Shard::id).toList();
        var children = ranges.stream().map(range -> add(range, ids, from)).toList();
        wake();
        return children;
    }

    void clear() {
        shards.forEach(Shard::clear);
    }

    private synchronized Shard add(HashRange range, List<String> parents, Instant from) {
        var shard = new Shard(name, shards.size(), range, parents, from, clock, memory);
        var all = new ArrayList<>(shards);
        all.add(shard);
        shards = List.copyOf(all);
        return shard;
    }

    /** While shards are split or merged, a key may have none for a moment. */
    private Shard taking(BigInteger hashKey) {
        var found = find(hashKey);
        if (found.isPresent()) {
            return found.get();
        }
        synchronized (this) {
            return find(hashKey).orElseThrow();
        }
    }

    private Optional<Shard> find(BigInteger hashKey) {
        // The newest first, as they are open.
        return shards.reversed().stream().filter(shard -> shard.takes(hashKey)).findFirst();
    }

    Duration retention() {
        return settings.retention();
    }

    /** Where a record went. */
    record Placed(String shardId, Optional<String> sequenceNumber) {}
}
