package dev.quartet.local.kinesis;

import java.util.concurrent.atomic.AtomicLong;

/** How much memory all records may take. Thread-safe. */
final class MemoryBudget {
    /** What a record takes beside its key and data, about. */
    private static final int OVERHEAD = 300;

    private final long most;
    private final AtomicLong used = new AtomicLong();

    MemoryBudget(long most) {
        this.most = most;
    }

    void add(StoredRecord record) {
        used.addAndGet(record.size() + OVERHEAD);
    }

    void remove(StoredRecord record) {
        used.addAndGet(-record.size() - OVERHEAD);
    }

    boolean exceeded() {
        return used.get() > most;
    }
}
