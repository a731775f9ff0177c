package dev.quartet.local.traffic;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The clients of one day, each on a virtual thread of its own. */
final class DayRun {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
    private static final long FAREWELL_SECONDS = 40;
    /** Clients come in this part of the day, and have the rest of it to come to an end. */
    private static final double ARRIVALS = 2.0 / 3;

    private final URI server;
    private final Release release;
    private final ReleaseDayOptions options;
    private final DayCounts counts;
    private final Lifetime day;
    private final SplittableRandom random;

    DayRun(URI server, Release release, ReleaseDayOptions options, DayCounts counts, Lifetime day, long seed) {
        this.server = server;
        this.release = release;
        this.options = options;
        this.counts = counts;
        this.day = day;
        this.random = new SplittableRandom(seed);
    }

    /** Lets them all come and returns when the day is over for the last one. */
    void live(Consumer<String> progress) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < options.slowClients(); i++) {
                threads.execute(new SlowClient(server, release, counts, day)::live);
            }
            for (int i = 0; i < options.clients(); i++) {
                var arrival = Duration.ofMillis((long) (options.length().toMillis() * ARRIVALS * random.nextDouble()));
                boolean whole = random.nextInt(100) < options.wholePercent();
                var client = new DayClient(server, release, counts, day, random.split());
                threads.execute(() -> {
                    if (!day.pause(arrival)) {
                        client.live(whole);
                    }
                });
            }
            threads.shutdown();
            while (!day.pause(BETWEEN_LINES)) {
                progress.accept(line());
            }
            if (!threads.awaitTermination(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        }
        progress.accept(line());
    }

    private String line() {
        return "%,d of %,d downloads verified, %,d requests, %.2f GB, %d broken, range p99 %.0f ms"
                .formatted(
                        counts.verified.sum(),
                        options.clients(),
                        counts.requests.sum(),
                        counts.bytes.sum() / 1e9,
                        counts.broken.sum(),
                        counts.ranges.percentile(99));
    }

    ReleaseDayResult result(ReleaseDayOptions.Path path, Duration length, OriginFigures origin) {
        return new ReleaseDayResult(
                path,
                options.clients(),
                length.toMillis() / 1000.0,
                counts.requests.sum(),
                counts.bytes.sum(),
                counts.statuses(),
                counts.broken.sum(),
                counts.cut.sum(),
                counts.verified.sum(),
                counts.corrupt.sum(),
                counts.abandoned.sum(),
                counts.unfinished.sum(),
                options.slowClients(),
                counts.slowCut.sum(),
                counts.manifests.percentile(50),
                counts.manifests.percentile(99),
                counts.ranges.percentile(50),
                counts.ranges.percentile(99),
                origin,
                List.copyOf(counts.errors()));
    }
}
