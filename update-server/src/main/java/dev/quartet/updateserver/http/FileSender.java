package dev.quartet.updateserver.http;

import dev.quartet.updateserver.http.SendfileEndPoint.FilePart;
import dev.quartet.updateserver.releases.ReleaseFile;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/**
 * Sends a part of a file, on a virtual thread that waits for the client: small ones by one buffer, larger ones without any, so
 * that thousands of slow clients cost no memory of this process. Thread-safe.
 */
final class FileSender {
    private static final int SMALL = 64 * 1024;
    /** A mapping is at most so long. */
    private static final long SEGMENT = 1L << 30;

    private final ByteBufferPool buffers;
    private final Mappings mappings = new Mappings();

    FileSender(ByteBufferPool buffers) {
        this.buffers = buffers;
    }

    /** Opens {@code path}, which is no link. */
    static FileChannel open(Path path) throws IOException {
        return FileChannel.open(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    /** Sends {@code length} bytes from {@code first} on; throws when the client is gone or the file is shorter. */
    void send(Request request, Response response, ReleaseFile file, FileChannel channel, long first, long length)
            throws IOException {
        var endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        if (length > SMALL && endPoint instanceof SendfileEndPoint direct) {
            large(direct, response, file, channel, first, length);
        } else if (length == 0) {
            write(response, true, BufferUtil.EMPTY_BUFFER);
        } else {
            buffered(response, channel, first, length);
        }
    }

    private void large(
            SendfileEndPoint endPoint,
            Response response,
            ReleaseFile file,
            FileChannel channel,
            long first,
            long length)
            throws IOException {
        if (channel.size() != file.size()) { // a mapping must not reach beyond the end
            throw new EOFException("the file's size changed");
        }
        long end = first + length;
        for (long at = first; at < end; ) {
            long segment = at / SEGMENT * SEGMENT;
            long segmentEnd = Math.min(segment + SEGMENT, file.size());
            int count = (int) (Math.min(end, segmentEnd) - at);
            var part = mappings.of(file, channel, segment, segmentEnd - segment).slice((int) (at - segment), count);
            endPoint.sending(new FilePart(channel, at, part));
            try {
                write(response, at + count == end, part);
            } finally {
                endPoint.sending(null);
            }
            at += count;
        }
    }

    private void buffered(Response response, FileChannel channel, long first, long length) throws IOException {
        for (long done = 0; done < length; ) {
            int wanted = (int) Math.min(SMALL, length - done);
            var pooled = buffers.acquire(wanted, true);
            try {
                var buffer = pooled.getByteBuffer();
                BufferUtil.clearToFill(buffer);
                buffer.limit(wanted);
                while (buffer.hasRemaining()) {
                    if (channel.read(buffer, first + done + buffer.position()) < 0) {
                        throw new EOFException("the file ends %d bytes before its end".formatted(length - done));
                    }
                }
                buffer.flip();
                done += wanted;
                write(response, done == length, buffer);
            } finally {
                pooled.release();
            }
        }
    }

    /** Waits until {@code buffer} is out. What goes on when the client reads again may wait for the disk: never on the selector. */
    private static void write(Response response, boolean last, ByteBuffer buffer) throws IOException {
        var written = new Callback.Completable(InvocationType.BLOCKING);
        response.write(last, buffer, written);
        try {
            written.get();
        } catch (ExecutionException e) {
            throw new IOException("the client did not take it all", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
