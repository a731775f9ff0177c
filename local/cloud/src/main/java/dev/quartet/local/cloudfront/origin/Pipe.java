package dev.quartet.local.cloudfront.origin;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Bytes from a writer to a reader on another thread, a few chunks at most in between; either may give up. */
final class Pipe {
    private static final byte[] END = {};
    private static final int CHUNKS = 4;

    private final BlockingQueue<byte[]> chunks = new ArrayBlockingQueue<>(CHUNKS);
    private final long waitMillis;
    private volatile boolean abandoned;
    private volatile @Nullable IOException failure;

    /** Creates it; a reader who waits longer than {@code waitMillis} for the next byte gets an {@link IOException}. */
    Pipe(long waitMillis) {
        this.waitMillis = waitMillis;
    }

    /** Ends it before its time: the reader gets {@code cause} once all that was written is read. */
    void fail(IOException cause) {
        failure = cause;
        put(END);
    }

    /** Returns the writer's end; closing it ends what is read. */
    OutputStream out() {
        return new OutputStream() {
            private boolean closed;

            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (length > 0 && !put(Arrays.copyOfRange(bytes, offset, offset + length))) {
                    throw new IOException("nobody reads on");
                }
            }

            @Override
            public void close() {
                if (!closed) {
                    closed = true;
                    put(END);
                }
            }
        };
    }

    /** Returns the reader's end; closing it stops the writer. */
    InputStream in() {
        return new InputStream() {
            private byte[] current = {};
            private int at;
            private boolean ended;

            @Override
            public int read() throws IOException {
                var one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (length == 0) {
                    return 0;
                }
                if (at == current.length && !advance()) {
                    return -1;
                }
                int count = Math.min(length, current.length - at);
                System.arraycopy(current, at, bytes, offset, count);
                at += count;
                return count;
            }

            @Override
            public void close() {
                abandoned = true;
                chunks.clear();
            }

            private boolean advance() throws IOException {
                if (ended) {
                    return false;
                }
                current = take();
                at = 0;
                ended = current == END;
                var cause = failure;
                if (ended && cause != null) {
                    throw cause;
                }
                return !ended;
            }
        };
    }

    private byte[] take() throws IOException {
        try {
            var chunk = chunks.poll(waitMillis, TimeUnit.MILLISECONDS);
            if (chunk == null) {
                throw new IOException("no byte came for %d ms".formatted(waitMillis));
            }
            return chunk;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /** Returns false when the reader is gone. */
    private boolean put(byte[] chunk) {
        try {
            while (!abandoned) {
                if (chunks.offer(chunk, 50, TimeUnit.MILLISECONDS)) {
                    return true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
