package dev.quartet.local.traffic;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Map;
import java.util.random.RandomGenerator;
import tools.jackson.core.JacksonException;

/**
 * One client on a release day: it looks for the new version until it is there, downloads it in ranges, goes on where an answer broke
 * off, compares the SHA-256, and looks for newer versions for the rest of the day. For one thread.
 */
final class DayClient {
    private static final Duration BETWEEN_POLLS = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int BUFFER = 64 * 1024;
    private static final int CHUNK = 16 * 1024;
    private static final int MOST_MANIFEST = 1 << 20;
    private static final int TRIES = 6;
    private static final int SOME_BLOCKS = 8;
    /** One range in so many is cut by the client. */
    private static final int CUT = 10;

    private final Release release;
    private final DayCounts counts;
    private final Lifetime day;
    private final RandomGenerator random;
    private final PlainConnection connection;
    private String etag = "";

    DayClient(URI server, Release release, DayCounts counts, Lifetime day, RandomGenerator random) {
        this.release = release;
        this.counts = counts;
        this.day = day;
        this.random = random;
        this.connection = new PlainConnection(server, PATIENCE, BUFFER, counts.bytes::add);
    }

    /** A download that does not come to its end. */
    private static final class GaveUpException extends Exception {
        private final boolean late;

        /**
         * @param late whether the day is over; else a request brought nothing even after some tries
         */
        GaveUpException(boolean late) {
            super("gave up", null, false, false);
            this.late = late;
        }
    }

    /**
     * Lives until the day is over.
     *
     * @param whole whether it downloads all of the release, or some blocks of it
     */
    void live(boolean whole) {
        try {
            while (!poll()) {
                if (day.pause(jitter())) {
                    counts.unfinished.increment();
                    return;
                }
            }
            if (download(whole)) {
                counts.verified.increment();
            } else if (day.over()) {
                counts.unfinished.increment();
                return;
            } else {
                counts.corrupt.increment();
            }
            while (!day.pause(jitter())) {
                poll();
            }
        } catch (GaveUpException e) {
            (e.late ? counts.unfinished : counts.abandoned).increment();
        } finally {
            connection.close();
        }
    }

    /** Somewhere about the pause between polls, so that they do not all come together. */
    private Duration jitter() {
        return Duration.ofMillis((long) (BETWEEN_POLLS.toMillis() * (0.5 + random.nextDouble())));
    }

    /** Returns whether the newest version is the release. */
    private boolean poll() throws GaveUpException {
        for (int attempt = 0; ; attempt++) {
            try {
                long start = System.nanoTime();
                var head = get(
                        "/" + release.channel() + "/latest.json",
                        etag.isEmpty() ? Map.of() : Map.of("If-None-Match", etag));
                if (head.status() == 304) {
                    counts.manifests.add(System.nanoTime() - start);
                    return true;
                }
                var body = new ByteArrayOutputStream();
                var chunk = new byte[CHUNK];
                for (int count = connection.read(chunk); count >= 0; count = connection.read(chunk)) {
                    body.write(chunk, 0, count);
                    if (body.size() > MOST_MANIFEST) {
                        throw new IOException("latest.json is over %d bytes long".formatted(MOST_MANIFEST));
                    }
                }
                counts.manifests.add(System.nanoTime() - start);
                if (head.status() == 404) {
                    return false; // it may be remembered from before the first release
                }
                expect(head, 200);
                if (!Wire.JSON
                        .readTree(body.toByteArray())
                        .path("version")
                        .asString("")
                        .equals(release.version())) {
                    return false;
                }
                etag = head.field("etag");
                return true;
            } catch (IOException | JacksonException e) {
                again(attempt, "latest.json: " + e.getMessage());
            }
        }
    }

    private boolean download(boolean whole) throws GaveUpException {
        int count = release.blocks().size();
        if (!whole && count > SOME_BLOCKS) {
            int first = random.nextInt(count - SOME_BLOCKS + 1);
            for (int block = first; block < first + SOME_BLOCKS; block++) {
                var digest = Release.digest();
                block(block, digest);
                if (!Release.hex(digest.digest()).equals(release.blocks().get(block))) {
                    return false;
                }
            }
            return true;
        }
        var digest = Release.digest();
        for (int block = 0; block < count; block++) {
            block(block, digest);
        }
        return Release.hex(digest.digest()).equals(release.sha256());
    }

    /** Downloads a block by as many requests as it takes. */
    private void block(int block, MessageDigest digest) throws GaveUpException {
        long first = (long) block * Release.BLOCK;
        long at = first;
        long end = at + release.length(block);
        int attempt = 0;
        while (at < end) {
            if (day.over()) {
                throw new GaveUpException(true);
            }
            // In the middle: the local edge keeps each range that it was asked for by itself, CloudFront puts them
            // together.
            boolean inTheMiddle = at == first && random.nextInt(CUT) == 0;
            long cut = inTheMiddle ? at + (end - at) / 2 : end;
            long before = at;
            try {
                at = range(at, end, cut, digest);
            } catch (BrokenException e) {
                at = e.reached;
                attempt = at > before ? 0 : attempt;
                again(attempt++, String.valueOf(e.getMessage()));
            }
        }
    }

    /** An answer that broke off. */
    private static final class BrokenException extends Exception {
        private final long reached;

        BrokenException(String message, long reached) {
            super(message, null, false, false);
            this.reached = reached;
        }
    }

    /** Asks for what is from {@code from} on to {@code end}, and leaves off at {@code cut}; returns where it came to. */
    private long range(long from, long end, long cut, MessageDigest digest) throws BrokenException {
        long at = from;
        long start = System.nanoTime();
        try {
            var head = get(release.path(), Map.of("Range", "bytes=%d-%d".formatted(from, end - 1)));
            expect(head, 206);
            if (head.length() != end - from) {
                throw new IOException("%d bytes instead of %d".formatted(head.length(), end - from));
            }
            var chunk = new byte[CHUNK];
            while (at < end) {
                // Not past where it is to be cut.
                int count = connection.read(chunk, at < cut ? cut - at : end - at);
                if (count < 0) {
                    throw new IOException("the answer ends too early");
                }
                digest.update(chunk, 0, count);
                at += count;
                if (at >= cut && at < end) {
                    counts.cut.increment();
                    connection.close();
                    return at;
                }
            }
            counts.ranges.add(System.nanoTime() - start);
            return at;
        } catch (IOException e) {
            throw new BrokenException("range: " + e.getMessage(), at);
        }
    }

    private PlainConnection.Head get(String path, Map<String, String> headers) throws IOException {
        counts.requests.increment();
        var head = connection.get(path, headers);
        counts.answered(head.status());
        return head;
    }

    private static void expect(PlainConnection.Head head, int status) throws IOException {
        if (head.status() != status) {
            throw new IOException("%d instead of %d".formatted(head.status(), status));
        }
    }

    /** Counts what went wrong, and waits before the next try: from half a second on twice as long each time. */
    private void again(int attempt, String reason) throws GaveUpException {
        connection.close();
        if (!day.over()) {
            counts.broken(reason);
        }
        if (day.pause(Duration.ofMillis(500L << attempt))) {
            throw new GaveUpException(true);
        }
        if (attempt + 1 >= TRIES) {
            throw new GaveUpException(false);
        }
    }
}
