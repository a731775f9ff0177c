package dev.quartet.local.traffic;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** A client with a bad line: it holds a download for all of the day and reads a little of it every second. For one thread. */
final class SlowClient {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final int A_LITTLE = 4 * 1024;

    private final Release release;
    private final DayCounts counts;
    private final Lifetime day;
    private final PlainConnection connection;

    SlowClient(URI server, Release release, DayCounts counts, Lifetime day) {
        this.release = release;
        this.counts = counts;
        this.day = day;
        this.connection = new PlainConnection(server, PATIENCE, A_LITTLE, counts.bytes::add);
    }

    void live() {
        try (connection) {
            counts.requests.increment();
            var head = connection.get(release.path(), Map.of());
            counts.answered(head.status());
            if (head.status() != 200) {
                counts.broken("slow client: %d instead of 200".formatted(head.status()));
                counts.slowCut.increment();
                return;
            }
            var chunk = new byte[A_LITTLE];
            while (!day.pause(BETWEEN)) {
                if (connection.read(chunk) < 0) {
                    return; // a small release: even so it came to its end
                }
            }
        } catch (IOException e) {
            if (!day.over()) {
                counts.broken("slow client: " + e.getMessage());
                counts.slowCut.increment();
            }
        }
    }
}
