package dev.quartet.local.cloudfront.cache;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Memory outside the heap in slabs of {@value #SLAB} bytes, used again and again: it is handed to sockets without being
 * copied, and no garbage collection stands between an eviction and the next use. What is over the bound comes from the heap.
 * Thread-safe.
 */
final class Slabs {
    static final int SLAB = 64 * 1024;
    private static final int SLABS_AT_ONCE = 16;

    private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();
    private final int most;
    private int made;

    /** Creates a pool that never takes more than {@code bytes}. */
    Slabs(long bytes) {
        this.most = (int) Math.min(Integer.MAX_VALUE, bytes / SLAB);
    }

    synchronized ByteBuffer take() {
        var slab = free.poll();
        if (slab != null) {
            return slab.clear();
        }
        int count = Math.min(SLABS_AT_ONCE, most - made);
        if (count <= 0) {
            return ByteBuffer.allocate(SLAB);
        }
        var block = ByteBuffer.allocateDirect(count * SLAB);
        made += count;
        for (int i = 0; i < count; i++) {
            free.add(block.slice(i * SLAB, SLAB));
        }
        return free.remove();
    }

    synchronized void give(ByteBuffer slab) {
        if (slab.isDirect()) {
            free.push(slab);
        }
    }

    /** Returns how many bytes were ever taken from the system. */
    synchronized long allocated() {
        return (long) made * SLAB;
    }
}
