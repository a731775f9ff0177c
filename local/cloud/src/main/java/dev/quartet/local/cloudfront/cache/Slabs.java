package dev.quartet.local.cloudfront.cache;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Memory outside the heap in runs of slabs of {@value #SLAB} bytes, used again and again: it is handed to sockets without
 * being copied, in as few writes as it has runs, and no garbage collection stands between an eviction and the next use. What
 * is over the bound comes from the heap. Thread-safe.
 */
final class Slabs {
    static final int SLAB = 64 * 1024;

    private final List<Block> blocks = new ArrayList<>();
    private final int most;
    private int made;

    /**
     * Memory to be given back with {@link #give}.
     *
     * @param buffer empty, of a whole number of slabs
     */
    record Run(ByteBuffer buffer, @Nullable Block block, int first) {}

    /** Slabs beside one another in memory; a bit says that one is free. Guarded by its pool. */
    static final class Block {
        private static final int MOST = Long.SIZE;

        private final ByteBuffer memory;
        private long free;

        Block(int slabs) {
            memory = ByteBuffer.allocateDirect(slabs * SLAB);
            free = mask(0, slabs);
        }

        /** Returns the first of {@code count} free slabs side by side, negative when there are not so many. */
        int find(int count) {
            long starts = free;
            for (int i = 1; i < count && starts != 0; i++) {
                starts &= starts >>> 1;
            }
            return starts == 0 ? -1 : Long.numberOfTrailingZeros(starts);
        }

        int longest() {
            int count = 0;
            for (long starts = free; starts != 0; starts &= starts >>> 1) {
                count++;
            }
            return count;
        }

        Run take(int first, int count) {
            free &= ~mask(first, count);
            return new Run(memory.slice(first * SLAB, count * SLAB), this, first);
        }

        private static long mask(int first, int count) {
            return (-1L >>> (MOST - count)) << first;
        }
    }

    /** Creates a pool that never takes more than {@code bytes}. */
    Slabs(long bytes) {
        this.most = (int) Math.min(Integer.MAX_VALUE, bytes / SLAB);
    }

    /** Returns a run for {@code bytes}, or as much of one as there is: at least a slab. */
    synchronized Run take(long bytes) {
        int wanted = Math.clamp(Math.ceilDiv(bytes, SLAB), 1, Block.MOST);
        for (var block : blocks) {
            int first = block.find(wanted);
            if (first >= 0) {
                return block.take(first, wanted);
            }
        }
        if (made < most) {
            int count = Math.min(Block.MOST, most - made);
            var block = new Block(count);
            made += count;
            blocks.add(block);
            return block.take(0, Math.min(wanted, count));
        }
        return scattered();
    }

    /** Returns the longest run that is left, or memory of the heap. */
    private Run scattered() {
        @Nullable Block best = null;
        int longest = 0;
        for (var block : blocks) {
            int count = block.longest();
            if (count > longest) {
                best = block;
                longest = count;
            }
        }
        return best == null ? new Run(ByteBuffer.allocate(SLAB), null, 0) : best.take(best.find(longest), longest);
    }

    synchronized void give(Run run) {
        var block = run.block();
        if (block != null) {
            block.free |= Block.mask(run.first(), run.buffer().capacity() / SLAB);
        }
    }

    /** Returns how many bytes were ever taken from the system. */
    synchronized long allocated() {
        return (long) made * SLAB;
    }
}
