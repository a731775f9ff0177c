package dev.quartet.local.cloudfront.cache;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A body that one thread writes while others read it already. Small ones lie on the heap, larger ones in runs of slabs, the
 * largest in a file. Counted references: who uses it retains it, and with the last release its memory goes back. Thread-safe.
 */
final class Body {
    /** Bodies up to this size do not get a slab of their own. */
    private static final int SMALL = 16 * 1024;

    private static final int READ = 64 * 1024;
    /** What is not announced grows by a part of what is there already, up to this. */
    private static final int MOST_GROWTH = 1024 * 1024;

    private final Slabs slabs;
    private final Path directory;
    private final int fileFrom;
    private final long expected;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    /** Parts in memory: position in the body at which each starts, beside it. */
    private final List<ByteBuffer> parts = new ArrayList<>();

    private final List<Long> starts = new ArrayList<>();
    private final List<Slabs.Run> runs = new ArrayList<>();
    private long inMemory;
    private @Nullable FileChannel file;
    private long length;
    private boolean complete;
    private @Nullable IOException failure;
    private int references = 1;

    /**
     * Creates an empty body, retained once.
     *
     * @param expected its announced length, negative when there is none
     */
    Body(Slabs slabs, Path directory, int fileFrom, long expected) throws IOException {
        this.slabs = slabs;
        this.directory = directory;
        this.fileFrom = fileFrom;
        this.expected = expected;
        if (expected >= fileFrom) {
            openFile();
        } else if (expected > SMALL) {
            addPart(run());
        } else if (expected > 0) {
            addPart(ByteBuffer.allocate((int) expected));
        }
    }

    /** Appends; only one thread may. */
    void append(byte[] bytes, int offset, int count) throws IOException {
        int done = 0;
        while (done < count) {
            if (file == null && inMemory >= fileFrom) {
                openFile();
            }
            int step = file == null
                    ? appendPart(bytes, offset + done, count - done)
                    : appendFile(bytes, offset + done, count - done);
            done += step;
            lock.lock();
            try {
                length += step;
                grown.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private int appendPart(byte[] bytes, int offset, int count) {
        var last = parts.isEmpty() ? null : parts.getLast();
        if (last == null || !last.hasRemaining()) {
            last = inMemory + count > SMALL ? run() : ByteBuffer.allocate(Math.max(count, 1024));
            addPart(last);
        }
        int step = Math.min(count, last.remaining());
        last.put(bytes, offset, step);
        inMemory += step;
        return step;
    }

    private ByteBuffer run() {
        long more = expected > inMemory ? expected - inMemory : Math.min(inMemory / 2, MOST_GROWTH);
        var run = slabs.take(more);
        lock.lock();
        try {
            runs.add(run);
        } finally {
            lock.unlock();
        }
        return run.buffer();
    }

    private int appendFile(byte[] bytes, int offset, int count) throws IOException {
        var source = ByteBuffer.wrap(bytes, offset, count);
        long at = length - inMemory;
        while (source.hasRemaining()) {
            at += requireNonNull(file).write(source, at);
        }
        return count;
    }

    /** Returns a copy in a file, of a whole body that the caller has retained; the copy is retained once. */
    Body inFile() throws IOException {
        var copy = new Body(slabs, directory, 1, Math.max(1, length()));
        try {
            for (long at = 0; at < length(); ) {
                var part = read(at, length() - at);
                var bytes = new byte[part.remaining()];
                part.get(bytes);
                copy.append(bytes, 0, bytes.length);
                at += bytes.length;
            }
        } catch (IOException | RuntimeException e) {
            copy.release();
            throw e;
        }
        copy.finish();
        return copy;
    }

    private void addPart(ByteBuffer part) {
        lock.lock();
        try {
            parts.add(part);
            starts.add(inMemory);
        } finally {
            lock.unlock();
        }
    }

    private void openFile() throws IOException {
        Files.createDirectories(directory);
        var temporary = Files.createTempFile(directory, "object-", ".body");
        var channel = FileChannel.open(
                temporary, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        lock.lock();
        try {
            file = channel;
        } finally {
            lock.unlock();
        }
    }

    /** Says that all is there. */
    void finish() {
        end(null);
    }

    /** Says that no more will come, and why: readers see it as {@link IOException}. */
    void fail(IOException cause) {
        end(cause);
    }

    private void end(@Nullable IOException cause) {
        lock.lock();
        try {
            complete = true;
            failure = cause;
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is more than {@code position} bytes; returns how many there are, or -1 when all are and no more come. */
    long awaitBeyond(long position) throws IOException, InterruptedException {
        lock.lock();
        try {
            while (length <= position && !complete) {
                grown.await();
            }
            if (length > position) {
                return length;
            }
            if (failure != null) {
                throw new IOException(failure.getMessage(), failure);
            }
            return -1;
        } finally {
            lock.unlock();
        }
    }

    /** Returns bytes from {@code position} on, which must be there: at least one, at most {@code most}. */
    ByteBuffer read(long position, long most) throws IOException {
        FileChannel source;
        lock.lock();
        try {
            if (position < inMemory) {
                int index = indexOf(position);
                var part = parts.get(index);
                int from = (int) (position - starts.get(index));
                long there = Math.min(length, inMemory) - starts.get(index);
                int count = (int) Math.min(Math.min(part.capacity(), there) - from, most);
                return part.slice(from, count);
            }
            source = requireNonNull(file);
        } finally {
            lock.unlock();
        }
        var buffer = ByteBuffer.allocate((int) Math.min(Math.min(READ, most), length() - position));
        if (source.read(buffer, position - inMemory) <= 0) {
            throw new IOException("a cached body ends early");
        }
        return buffer.flip();
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

    /** Returns how many bytes there are so far. */
    long length() {
        lock.lock();
        try {
            return length;
        } finally {
            lock.unlock();
        }
    }

    /** Returns if all bytes are there. */
    boolean whole() {
        lock.lock();
        try {
            return complete && failure == null;
        } finally {
            lock.unlock();
        }
    }

    /** Returns if some of it lies in a file. */
    boolean onDisk() {
        return file != null;
    }

    /** Returns the bytes of memory that it takes. */
    long memory() {
        long total = 0;
        lock.lock();
        try {
            for (var part : parts) {
                total += part.capacity();
            }
        } finally {
            lock.unlock();
        }
        return total;
    }

    /** Takes part in it; returns false when its memory is gone already. */
    boolean retain() {
        lock.lock();
        try {
            if (references == 0) {
                return false;
            }
            references++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Lets go of it. */
    void release() {
        List<Slabs.Run> unused;
        FileChannel unusedFile;
        lock.lock();
        try {
            if (--references > 0) {
                return;
            }
            unused = List.copyOf(runs);
            runs.clear();
            parts.clear();
            unusedFile = file;
        } finally {
            lock.unlock();
        }
        unused.forEach(slabs::give);
        if (unusedFile != null) {
            try {
                unusedFile.close(); // deletes it, where its name is not gone already
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
