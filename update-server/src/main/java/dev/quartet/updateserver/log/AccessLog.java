package dev.quartet.updateserver.log;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One JSON object a line, written by a thread of its own. When the output does not keep up, lines are lost and counted rather
 * than downloads held up. Thread-safe.
 */
public final class AccessLog implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AccessLog.class);
    private static final int MOST_WAITING = 20_000;
    private static final int SECONDS_TO_END = 5;
    private static final long PAUSE_NANOS = 20_000_000;

    private final BlockingQueue<Line> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong lost = new AtomicLong();
    private final OutputStream out;
    private final Thread writer;
    private volatile boolean closed;

    /**
     * A request.
     *
     * @param millis when its answer ended, since the epoch
     * @param bytes of the body that were sent
     * @param failure why the answer broke off; null when it did not
     */
    public record Line(
            long millis,
            String method,
            String path,
            int status,
            long bytes,
            long nanos,
            @Nullable String range,
            @Nullable String forwardedFor,
            String remote,
            @Nullable String traceId,
            @Nullable String userAgent,
            @Nullable String failure) {
        public Line {
            requireNonNull(method, "method is null");
            requireNonNull(path, "path is null");
            requireNonNull(remote, "remote is null");
        }
    }

    /** Writes to {@code out}, which stays its owner's. */
    public AccessLog(OutputStream out) {
        this.out = requireNonNull(out, "out is null");
        this.writer = Thread.ofPlatform().daemon().name("access-log").start(this::run);
    }

    /** Writes {@code line} soon; never blocks. */
    public void write(Line line) {
        if (!waiting.offer(line)) {
            lost.incrementAndGet();
        }
    }

    private void run() {
        try {
            while (!closed || !waiting.isEmpty()) {
                var line = waiting.poll();
                if (line == null) {
                    // Rather than to be woken by each request.
                    LockSupport.parkNanos(PAUSE_NANOS);
                } else {
                    var text = new StringBuilder();
                    for (; line != null; line = text.length() < 8192 ? waiting.poll() : null) {
                        append(text, line);
                    }
                    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
                    out.flush();
                }
                long missing = lost.getAndSet(0);
                if (missing > 0) {
                    log.warn("{} lines of the access log are lost", missing);
                }
            }
        } catch (IOException e) {
            log.error("the access log cannot be written", e);
        }
    }

    private static void append(StringBuilder text, Line line) {
        var json = new JsonLine(text)
                .put("time", Instant.ofEpochMilli(line.millis()).toString())
                .put("method", line.method())
                .put("path", line.path())
                .put("status", line.status())
                .put("bytes", line.bytes())
                .put("micros", line.nanos() / 1000);
        json.put("range", line.range())
                .put("forwardedFor", line.forwardedFor())
                .put("remote", line.remote())
                .put("traceId", line.traceId())
                .put("userAgent", line.userAgent())
                .put("failure", line.failure())
                .end();
    }

    /** Writes what is waiting, and ends. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(writer);
        try {
            writer.join(SECONDS_TO_END * 1000L);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
