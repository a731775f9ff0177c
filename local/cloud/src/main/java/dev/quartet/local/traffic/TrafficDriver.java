package dev.quartet.local.traffic;

import static java.util.Objects.requireNonNull;

import dev.quartet.exports.StackExports;
import dev.quartet.local.aws.RequestSigner;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Drives a stack as its users do: each architecture has its crowd, and requests go out at the rate of the tide from the crowds that
 * have gathered. A request whose turn comes while too many are under way is skipped, so that a slow system is not buried.
 * Thread-safe; closing it stops everything.
 */
public final class TrafficDriver implements AutoCloseable, Lifetime {
    private static final int LEAST_UNDER_WAY = 16;
    private static final int MOST_UNDER_WAY = 256;
    private static final long SECOND = 1_000_000_000;
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final TrafficOptions options;
    private final Statistics statistics = new Statistics();
    private final Wire wire = new Wire(statistics);
    private final List<Crowd> crowds;
    private final Semaphore underWay;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean stopped;

    private TrafficDriver(StackExports exports, TrafficOptions options, RequestSigner owner) {
        this.options = requireNonNull(options, "options is null");
        this.crowds = Crowds.of(exports, options, owner, wire, statistics);
        this.underWay =
                new Semaphore(Math.clamp((long) (options.requestsPerSecond() * 2), LEAST_UNDER_WAY, MOST_UNDER_WAY));
    }

    /**
     * Starts to drive the stack that {@code exports} describe; throws {@link IllegalArgumentException} when they are not a
     * local cloud's: AWS itself is never loaded.
     *
     * @param owner signs as the stack's owner, who makes the blog's author
     */
    public static TrafficDriver start(StackExports exports, TrafficOptions options, RequestSigner owner) {
        var driver = new TrafficDriver(exports, options, owner);
        driver.crowds.forEach(crowd -> driver.threads.execute(() -> crowd.gather(driver)));
        driver.threads.execute(driver::pace);
        return driver;
    }

    /** Returns the counts up to now. */
    public TrafficSummary summary() {
        return statistics.summary(crowds.stream().mapToInt(Crowd::size).sum());
    }

    /** Waits until the duration is over or it was closed; returns if so within {@code patience}. */
    public boolean await(Duration patience) throws InterruptedException {
        return finished.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        stop();
    }

    /** Ends it, lets what is under way come to its end for a few seconds, and returns the final counts. */
    public TrafficSummary stop() {
        stopped = true;
        finished.countDown();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
        wire.close();
        return summary();
    }

    @Override
    public boolean over() {
        return stopped;
    }

    @Override
    public boolean pause(Duration length) {
        try {
            return await(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void pace() {
        var random = new Random(options.seed());
        long end = options.duration()
                .map(duration -> System.nanoTime() + duration.toNanos())
                .orElse(Long.MAX_VALUE);
        long next = System.nanoTime();
        while (!stopped && System.nanoTime() < end) {
            long interval = (long) (SECOND / (options.requestsPerSecond() * Crowds.tide(crowds)));
            next = Math.max(next + interval, System.nanoTime() - SECOND); // what was missed for long is not made up for
            LockSupport.parkNanos(next - System.nanoTime());
            var crowd = Crowds.any(crowds, random);
            if (crowd.isEmpty()) {
                continue;
            }
            if (!underWay.tryAcquire()) {
                statistics.skipped();
                continue;
            }
            var choices = new Random(random.nextLong());
            if (!submit(() -> act(crowd.get(), choices))) {
                return;
            }
        }
        finished.countDown();
    }

    private void act(Crowd crowd, Random random) {
        try {
            crowd.act(random);
        } catch (FailedRequestException e) {
            return; // counted where it happened
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            statistics.error(String.valueOf(e));
        } finally {
            underWay.release();
        }
    }

    @Override
    public boolean submit(Runnable task) {
        if (stopped) {
            return false;
        }
        try {
            threads.execute(task);
            return true;
        } catch (java.util.concurrent.RejectedExecutionException e) {
            return false;
        }
    }
}
