package dev.quartet.local.kinesis;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of a stream: takes the records of its hash keys, in order, until it is split or merged; its limits are <a
 * href="https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html">Kinesis's</a>. Thread-safe.
 */
final class Shard {
    private static final int RECORDS_PER_SECOND = 1000;
    private static final int WRITTEN_PER_SECOND = 1024 * 1024;
    private static final int READS_PER_SECOND = 5;
    private static final int READ_PER_SECOND = 2 * 1024 * 1024;

    private final String id;
    private final int index;
    private final HashRange range;
    private final List<String> parents;
    private final Clock clock;
    private final RecordLog log;
    private final SequenceNumbers numbers;
    private final String first;
    private final Instant created;
    private final Allowance records;
    private final Allowance written;
    private final Allowance reads;
    private final Allowance read;
    private String newest;
    private @Nullable String last;
    private @Nullable Instant closed;

    /**
     * Creates it open.
     *
     * @param parents the shard that was split, or the two that were merged; none at first
     * @param from later than all of the parents' records
     */
    Shard(
            String stream,
            int index,
            HashRange range,
            List<String> parents,
            Instant from,
            Clock clock,
            MemoryBudget memory) {
        this.id = "shardId-%012d".formatted(index);
        this.index = index;
        this.range = range;
        this.parents = List.copyOf(parents);
        this.clock = clock;
        this.log = new RecordLog(stream + "/" + id, clock, memory);
        this.numbers = new SequenceNumbers(index, from);
        this.first = numbers.next(from);
        this.newest = first;
        this.created = from;
        this.records = new Allowance(clock, RECORDS_PER_SECOND);
        this.written = new Allowance(clock, WRITTEN_PER_SECOND);
        this.reads = new Allowance(clock, READS_PER_SECOND);
        this.read = new Allowance(clock, READ_PER_SECOND);
    }

    String id() {
        return id;
    }

    HashRange range() {
        return range;
    }

    /** Returns none, one or two ids: parent and adjacent parent. */
    List<String> parents() {
        return parents;
    }

    /** Returns the least sequence number; no record has it. */
    String firstNumber() {
        return first;
    }

    /** Returns the greatest sequence number, once the shard is closed. */
    synchronized Optional<String> lastNumber() {
        return Optional.ofNullable(last);
    }

    Instant created() {
        return created;
    }

    synchronized Optional<Instant> closed() {
        return Optional.ofNullable(closed);
    }

    /** Returns if the shard takes records of {@code hashKey}. */
    synchronized boolean takes(BigInteger hashKey) {
        return closed == null && range.contains(hashKey);
    }

    /** Adds a record and returns its sequence number; tells when the shard is over its limits, or closed. */
    synchronized Put put(String partitionKey, byte[] data, Duration retention) {
        if (closed != null) {
            return new Put(Optional.empty(), true);
        }
        int size = StoredRecord.size(partitionKey, data);
        if (!records.has(1) || !written.has(size)) {
            return new Put(Optional.empty(), false);
        }
        records.use(1);
        written.use(size);
        newest = numbers.next(clock.instant());
        log.append(new StoredRecord(newest, partitionKey, data, numbers.latest()), retention);
        return new Put(Optional.of(newest), false);
    }

    /** Takes no more records; returns from when on its children may. */
    synchronized Instant close() {
        if (closed == null) {
            newest = numbers.next(clock.instant());
            last = newest;
            closed = numbers.latest();
        }
        return numbers.latest().plusMillis(1);
    }

    /** Returns the position behind all that is there now. */
    synchronized Position latest() {
        return new Position(newest, false);
    }

    /** Returns if {@code sequenceNumber} can be one of this shard's. */
    boolean owns(String sequenceNumber) {
        return SequenceNumbers.belongs(sequenceNumber, index) && sequenceNumber.compareTo(first) >= 0;
    }

    /** Returns if an outside caller may read now, and counts the call. */
    synchronized boolean mayRead() {
        if (!reads.has(1) || !read.has(0)) {
            return false;
        }
        reads.use(1);
        return true;
    }

    /** Reads up to {@code most} records from {@code position} on. */
    Batch read(Position position, int most, Duration retention) {
        // Before the records: what is added meanwhile is read the next time.
        var ended = lastNumber();
        var found = log.read(position.sequenceNumber(), position.inclusive(), most, retention);
        var next = found.isEmpty() ? position : new Position(found.getLast().sequenceNumber(), false);
        boolean more = log.hasMore(next.sequenceNumber());
        long behind = 0;
        if (more && !found.isEmpty()) {
            behind = Math.max(
                    0,
                    Duration.between(found.getLast().arrived(), clock.instant()).toMillis());
        }
        return new Batch(found, ended.isPresent() && !more ? Optional.empty() : Optional.of(next), behind);
    }

    /** Counts what an outside caller has read. */
    synchronized void countRead(int bytes) {
        read.use(bytes);
    }

    void clear() {
        log.clear();
    }

    /** Where to go on. */
    record Position(String sequenceNumber, boolean inclusive) {}

    /** What became of a record: none of both when the shard is over its limits. */
    record Put(Optional<String> sequenceNumber, boolean closed) {}

    /**
     * What was read.
     *
     * @param next empty when the shard is closed and read to its end
     * @param behind how old the last record is when more follow, in milliseconds
     */
    record Batch(List<StoredRecord> records, Optional<Position> next, long behind) {
        Batch {
            records = List.copyOf(records);
        }
    }
}
