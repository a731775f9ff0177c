package dev.quartet.local.cloudfront.cache;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A body that one thread writes while others read it already. Small ones lie on the heap, larger ones in runs of slabs, the
 * largest in a file. Counted references: who uses it retains it, and with the last release its memory goes back. Thread-safe.
 */
final class Body {
    private static final int READ = 64 * 1024;

    private final Slabs slabs;
    private final Path directory;
    private final int fileFrom;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final MemoryParts memory;
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
        this.memory = new MemoryParts(slabs, lock, expected);
        if (expected >= fileFrom) {
            openFile();
        } else if (expected > 0) {
            memory.prepare();
        }
    }

    /** Appends; only one thread may. */
    void append(byte[] bytes, int offset, int count) throws IOException {
        int done = 0;
        while (done < count) {
            if (file == null && memory.size() >= fileFrom) {
                openFile();
            }
            int step = file == null
                    ? memory.append(bytes, offset + done, count - done)
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

    private int appendFile(byte[] bytes, int offset, int count) throws IOException {
        var source = ByteBuffer.wrap(bytes, offset, count);
        long at = length - memory.size();
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
            if (position < memory.size()) {
                return memory.read(position, length, most);
            }
            source = requireNonNull(file);
        } finally {
            lock.unlock();
        }
        var buffer = ByteBuffer.allocate((int) Math.min(Math.min(READ, most), length() - position));
        if (source.read(buffer, position - memory.size()) <= 0) {
            throw new IOException("a cached body ends early");
        }
        return buffer.flip();
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
        lock.lock();
        try {
            return memory.capacity();
        } finally {
            lock.unlock();
        }
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
            unused = memory.clear();
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
