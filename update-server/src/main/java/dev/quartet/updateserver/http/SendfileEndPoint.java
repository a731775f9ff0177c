package dev.quartet.updateserver.http;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A connection whose files go from the page cache to the socket inside the kernel (sendfile). The handler writes a mapped part of
 * the file as ever, and says here which one it is: where that buffer comes by, the kernel is told to send the file instead, and
 * its memory is never touched. Should Jetty ever pass another buffer on, that is written as it is, and its bytes are right.
 */
final class SendfileEndPoint extends SocketChannelEndPoint {
    private volatile @Nullable FilePart part;

    SendfileEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
        super(channel, selector, key, scheduler);
    }

    /**
     * What is being sent.
     *
     * @param first where in the file {@code mapped} begins
     * @param mapped the very buffer that is written
     */
    record FilePart(FileChannel file, long first, ByteBuffer mapped) {
        FilePart {
            requireNonNull(file, "file is null");
            requireNonNull(mapped, "mapped is null");
        }
    }

    /** Says which buffer stands for which part of a file; null for none any more. */
    void sending(@Nullable FilePart present) {
        part = present;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // this very buffer: comparing bytes would read the file
    public boolean flush(ByteBuffer... buffers) throws IOException {
        var present = part;
        if (present == null) {
            return super.flush(buffers);
        }
        for (var buffer : buffers) {
            if (buffer.hasRemaining() && !(buffer == present.mapped() ? sendfile(present) : super.flush(buffer))) {
                return false;
            }
        }
        return true;
    }

    private boolean sendfile(FilePart present) throws IOException {
        var mapped = present.mapped();
        while (mapped.hasRemaining()) {
            long sent =
                    present.file().transferTo(present.first() + mapped.position(), mapped.remaining(), getChannel());
            if (sent <= 0) {
                if (present.first() + mapped.position() >= present.file().size()) {
                    throw new IOException("the file became shorter while it was sent");
                }
                return false; // the socket is full
            }
            mapped.position(mapped.position() + (int) sent);
            notIdle();
        }
        return true;
    }
}
