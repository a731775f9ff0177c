package dev.quartet.local.traffic;

import static java.util.Objects.requireNonNull;

import dev.quartet.exports.StackExports;
import dev.quartet.exports.UpdatesExports;
import dev.quartet.local.aws.RequestSigner;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Publishes one large release and lets thousands of clients download it, by the edge, straight from the load balancer, or one after the
 * other. Thread-safe; closing it ends it.
 */
public final class ReleaseDay implements AutoCloseable {
    /** A channel of its own: whoever tries another one by hand finds it as they left it. */
    static final String CHANNEL = "release-day";

    /** Instances report the minute that is over a moment later. */
    private static final Duration LATE = Duration.ofSeconds(10);

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final UpdatesExports updates;
    private final ReleaseDayOptions options;
    private final Clock clock;
    private final Duration period;
    private final Duration late;
    private final Statistics statistics = new Statistics();
    private final Wire wire = new Wire(statistics);
    private final ReleaseBucket bucket;
    private final OriginReader reader;
    private final CountDownLatch stopped = new CountDownLatch(1);

    ReleaseDay(
            StackExports exports,
            ReleaseDayOptions options,
            RequestSigner owner,
            Clock clock,
            Duration period,
            Duration late) {
        var endpoint = exports.endpointUrl();
        if (endpoint == null) {
            throw new IllegalArgumentException(
                    "a release day needs a local cloud: the exports of stack %s have no endpointUrl, and AWS itself is never loaded"
                            .formatted(exports.stack()));
        }
        var found = exports.updates();
        if (found == null) {
            throw new IllegalArgumentException("a release day needs the architecture updates; stack %s does not have it"
                    .formatted(exports.stack()));
        }
        if (options.path() != ReleaseDayOptions.Path.EDGE && found.originUrl() == null) {
            throw new IllegalArgumentException(
                    "--origin-only needs a load balancer that can be reached; that of stack %s is private, as on AWS: its exports have no originUrl"
                            .formatted(exports.stack()));
        }
        this.updates = found;
        this.options = options;
        this.clock = clock;
        this.period = period;
        this.late = late;
        this.bucket = new ReleaseBucket(wire, endpoint, found, owner);
        this.reader = new OriginReader(wire, endpoint, found, owner);
    }

    /**
     * Prepares it; throws {@link IllegalArgumentException} when the stack cannot have one.
     *
     * @param owner signs as the stack's owner, who publishes
     */
    public static ReleaseDay of(StackExports exports, ReleaseDayOptions options, RequestSigner owner) {
        return new ReleaseDay(exports, options, owner, Clock.systemUTC(), MINUTE, LATE);
    }

    /**
     * Runs it to its end, or until it is closed.
     *
     * @param progress takes a line now and then
     * @return a result for each way; fewer when it was closed meanwhile
     */
    public List<ReleaseDayResult> run(Consumer<String> progress) throws ReleaseDayException, InterruptedException {
        try {
            var now = clock.instant().getEpochSecond();
            progress.accept("publishing a release of %d MB".formatted(options.megabytes()));
            var release = Release.of(CHANNEL, "1.%d.0".formatted(now), now, options.bytes());
            bucket.publish(release, new DayTime(clock, Duration.ofDays(1), stopped));
            progress.accept("published %s, SHA-256 %s".formatted(release.folder(), release.sha256()));
            var results = new ArrayList<ReleaseDayResult>();
            for (var path : options.path() == ReleaseDayOptions.Path.BOTH
                    ? List.of(ReleaseDayOptions.Path.EDGE, ReleaseDayOptions.Path.ORIGIN)
                    : List.of(options.path())) {
                if (stopped.getCount() > 0) {
                    results.add(day(path, release, progress));
                }
            }
            return List.copyOf(results);
        } catch (FailedRequestException e) {
            throw new ReleaseDayException(String.valueOf(e.getMessage()));
        }
    }

    private ReleaseDayResult day(ReleaseDayOptions.Path path, Release release, Consumer<String> progress)
            throws FailedRequestException, InterruptedException {
        var server = URI.create(path == ReleaseDayOptions.Path.EDGE ? updates.baseUrl() : origin());
        var counts = new DayCounts();
        var begin = clock.instant();
        var run = new DayRun(
                server,
                release,
                options,
                counts,
                new DayTime(clock, options.length(), stopped),
                ThreadLocalRandom.current().nextLong());
        run.live(progress);
        var end = clock.instant();
        var until = floor(end).plus(period);
        progress.accept("waiting for CloudWatch until %s".formatted(until.plus(late)));
        // Ends early only when it is stopped.
        boolean early = stopped.await(
                Duration.between(clock.instant(), until.plus(late)).toMillis(), TimeUnit.MILLISECONDS);
        if (early) {
            progress.accept("stopped: the figures of the last minute are not complete");
        }
        return run.result(path, Duration.between(begin, end), reader.read(floor(begin), until));
    }

    private String origin() {
        return requireNonNull(updates.originUrl(), "originUrl is null");
    }

    private Instant floor(Instant instant) {
        long millis = period.toMillis();
        return Instant.ofEpochMilli(instant.toEpochMilli() / millis * millis);
    }

    @Override
    public void close() {
        stopped.countDown();
        wire.close();
    }

    /** Ends the day; figures are still read. */
    public void stop() {
        stopped.countDown();
    }
}
