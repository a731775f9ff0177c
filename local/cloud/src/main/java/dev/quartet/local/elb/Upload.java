package dev.quartet.local.elb;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.client.OutputStreamRequestContent;
import org.eclipse.jetty.client.Request;
import org.jspecify.annotations.Nullable;

/** A request's body on its way to a target, pumped by a virtual thread at the slower side's pace. */
final class Upload {
    private static final int BUFFER = 16 * 1024;

    private final Call call;
    private final OutputStreamRequestContent content;
    private final AtomicLong moved = new AtomicLong();
    private volatile long endedAt = System.nanoTime();
    private volatile @Nullable Throwable clientFailure;

    private Upload(Call call, long length) {
        this.call = call;
        this.content = new OutputStreamRequestContent() {
            @Override
            public long getLength() {
                return length;
            }

            @Override
            public @Nullable String getContentType() {
                return null; // the client's stands among the headers, if it sent one
            }
        };
    }

    /** Returns the body of {@code call}; empty when it has none. */
    static Optional<Upload> of(Call call) {
        var exchange = call.exchange();
        var length = exchange.header("content-length").map(Long::parseLong).orElse(-1L);
        if (length == 0 || (length < 0 && exchange.header("transfer-encoding").isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(new Upload(call, length));
    }

    Upload attach(Request request) {
        request.body(content);
        return this;
    }

    void start() {
        Thread.ofVirtual().name("upload").start(this::pump);
    }

    /** Returns how many bytes went through up to now. */
    long moved() {
        return moved.get();
    }

    /** Returns when its last byte went, by {@link System#nanoTime}. */
    long endedAt() {
        return endedAt;
    }

    /** Returns why the client sent no more; null when it did. */
    @Nullable
    Throwable clientFailure() {
        return clientFailure;
    }

    private void pump() {
        var buffer = new byte[BUFFER];
        try (var out = content.getOutputStream()) {
            var in = call.exchange().body();
            while (true) {
                int count;
                try {
                    count = in.read(buffer);
                } catch (IOException e) {
                    clientFailure = e.getCause() instanceof TimeoutException late ? late : e;
                    content.fail(e);
                    return;
                }
                if (count < 0) {
                    break;
                }
                call.received(count);
                out.write(buffer, 0, count);
                moved.addAndGet(count);
                endedAt = System.nanoTime();
            }
        } catch (IOException e) {
            content.fail(e); // the target takes no more: the request itself says why
        }
        endedAt = System.nanoTime();
    }
}
