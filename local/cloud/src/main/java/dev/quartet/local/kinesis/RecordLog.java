package dev.quartet.local.kinesis;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A shard's records by sequence number, as long as they are kept. Thread-safe. */
final class RecordLog {
    private static final Logger log = LoggerFactory.getLogger(RecordLog.class);
    private static final int MOST_BYTES = 10 * 1024 * 1024;

    private final String name;
    private final Clock clock;
    private final MemoryBudget memory;
    private final ConcurrentSkipListMap<String, StoredRecord> records = new ConcurrentSkipListMap<>();
    private boolean warned;

    /**
     * Creates it empty.
     *
     * @param name for warnings
     */
    RecordLog(String name, Clock clock, MemoryBudget memory) {
        this.name = name;
        this.clock = clock;
        this.memory = memory;
    }

    void append(StoredRecord record, Duration retention) {
        records.put(record.sequenceNumber(), record);
        memory.add(record);
        trim(retention);
        while (memory.exceeded() && records.size() > 1) {
            warn();
            drop();
        }
    }

    /** Returns up to {@code most} records and 10 MB from {@code sequenceNumber} on. */
    List<StoredRecord> read(String sequenceNumber, boolean inclusive, int most, Duration retention) {
        trim(retention);
        var result = new ArrayList<StoredRecord>();
        int size = 0;
        for (var record : records.tailMap(sequenceNumber, inclusive).values()) {
            size += record.size();
            if (result.size() == most || (size > MOST_BYTES && !result.isEmpty())) {
                break;
            }
            result.add(record);
        }
        return result;
    }

    /** Returns if there are records behind {@code sequenceNumber}. */
    boolean hasMore(String sequenceNumber) {
        return records.higherKey(sequenceNumber) != null;
    }

    void clear() {
        while (!records.isEmpty()) {
            drop();
        }
    }

    private void trim(Duration retention) {
        var oldest = clock.instant().minus(retention);
        var first = records.firstEntry();
        while (first != null && first.getValue().arrived().isBefore(oldest)) {
            drop();
            first = records.firstEntry();
        }
    }

    private void drop() {
        var first = records.pollFirstEntry();
        if (first != null) {
            memory.remove(first.getValue());
        }
    }

    private synchronized void warn() {
        if (!warned) {
            warned = true;
            log.warn(
                    "{}: memory for Kinesis records is full: the oldest are dropped before their retention ends", name);
        }
    }
}
