package dev.quartet.local.cloudfront.cache;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;

/**
 * What of a {@link Body} lies in memory: on the heap while it is small, else in runs of slabs. One thread appends; whoever else
 * asks holds the body's lock.
 */
final class MemoryParts {
    /** Bodies up to this size do not get a slab of their own. */
    private static final int SMALL = 16 * 1024;
    /** What is not announced grows by a part of what is there already, up to this. */
    private static final int MOST_GROWTH = 1024 * 1024;

    private final Slabs slabs;
    private final Lock lock;
    private final long expected;
    private final List<ByteBuffer> parts = new ArrayList<>();
    /** The position in the body at which each part starts. */
    private final List<Long> starts = new ArrayList<>();

    private final List<Slabs.Run> runs = new ArrayList<>();
    private long size;

    /**
     * Creates it without any.
     *
     * @param lock the body's
     * @param expected the body's announced length, negative when there is none
     */
    MemoryParts(Slabs slabs, Lock lock, long expected) {
        this.slabs = requireNonNull(slabs, "slabs is null");
        this.lock = requireNonNull(lock, "lock is null");
        this.expected = expected;
    }

    /** Makes room for all that is announced. */
    void prepare() {
        add(expected > SMALL ? run() : ByteBuffer.allocate((int) expected));
    }

    /** Returns how many bytes were appended. */
    long size() {
        return size;
    }

    /** Appends some of the bytes; returns how many. */
    int append(byte[] bytes, int offset, int count) {
        var last = parts.isEmpty() ? null : parts.getLast();
        if (last == null || !last.hasRemaining()) {
            last = size + count > SMALL ? run() : ByteBuffer.allocate(Math.max(count, 1024));
            add(last);
        }
        int step = Math.min(count, last.remaining());
        last.put(bytes, offset, step);
        size += step;
        return step;
    }

    private ByteBuffer run() {
        long more = expected > size ? expected - size : Math.min(size / 2, MOST_GROWTH);
        var run = slabs.take(more);
        lock.lock();
        try {
            runs.add(run);
        } finally {
            lock.unlock();
        }
        return run.buffer();
    }

    private void add(ByteBuffer part) {
        lock.lock();
        try {
            parts.add(part);
            starts.add(size);
        } finally {
            lock.unlock();
        }
    }

    /** Returns bytes from {@code position} on, which must be here, of the body's {@code length} so far. */
    ByteBuffer read(long position, long length, long most) {
        int index = indexOf(position);
        var part = parts.get(index);
        int from = (int) (position - starts.get(index));
        long there = Math.min(length, size) - starts.get(index);
        int count = (int) Math.min(Math.min(part.capacity(), there) - from, most);
        return part.slice(from, count);
    }

    private int indexOf(long position) {
        int low = 0;
        int high = starts.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (starts.get(middle) <= position) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Returns the bytes of memory that are taken. */
    long capacity() {
        long total = 0;
        for (var part : parts) {
            total += part.capacity();
        }
        return total;
    }

    /** Forgets all parts; returns the slabs to be given back. */
    List<Slabs.Run> clear() {
        var unused = List.copyOf(runs);
        runs.clear();
        parts.clear();
        return unused;
    }
}
