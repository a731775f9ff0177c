package dev.quartet.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A client that goes on where its connection broke off, as updaters do: by Range, as long as the ETag is the same. */
final class ResumingDownload {
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int FIRST_PART = 64 * 1024;
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final URI uri;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final AtomicInteger tries = new AtomicInteger();
    private String tag = "";
    private int size = -1;

    ResumingDownload(String uri) {
        this.uri = URI.create(uri);
    }

    /**
     * Downloads all of it; after its first part it says {@code begun} and waits until {@code goOn}. Throws when it is not whole
     * within a minute.
     */
    byte[] run(CountDownLatch begun, CountDownLatch goOn) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (size < 0 || received.size() < size) {
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "%s: %d of %d bytes after %d tries".formatted(uri, received.size(), size, tries.get()));
            }
            try {
                once(begun, goOn);
            } catch (IOException e) {
                Thread.sleep(PAUSE); // as clients do between tries
            }
        }
        return received.toByteArray();
    }

    /** Returns how often it asked. */
    int tries() {
        return tries.get();
    }

    private void once(CountDownLatch begun, CountDownLatch goOn) throws IOException, InterruptedException {
        tries.incrementAndGet();
        var request = HttpRequest.newBuilder(uri).timeout(ANSWER);
        if (received.size() > 0) {
            request.header("Range", "bytes=%d-".formatted(received.size())).header("If-Range", tag);
        }
        var response = TodoUser.HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = response.body()) {
            if (response.statusCode() != (received.size() > 0 ? 206 : 200)) {
                throw new IOException("answered " + response.statusCode());
            }
            if (size < 0) {
                size = (int)
                        response.headers().firstValueAsLong("Content-Length").orElseThrow();
                tag = response.headers().firstValue("ETag").orElseThrow();
            }
            var buffer = new byte[FIRST_PART];
            for (int count = in.readNBytes(buffer, 0, FIRST_PART); count > 0; count = in.read(buffer)) {
                received.write(buffer, 0, count);
                begun.countDown();
                goOn.await();
            }
        }
    }
}
