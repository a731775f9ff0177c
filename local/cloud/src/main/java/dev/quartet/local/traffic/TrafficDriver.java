package dev.quartet.local.traffic;

import static java.util.Objects.requireNonNull;

import dev.quartet.exports.StackExports;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Drives a stack as its users do. Users sign up a few at a time; from the first one on, requests go out at a steady rate,
 * users chosen by Zipf's law. A request whose turn comes while too many are under way is skipped, so that a slow system is
 * not buried. Thread-safe; closing it stops everything.
 */
public final class TrafficDriver implements AutoCloseable {
    private static final int SIGN_UPS_AT_ONCE = 2;
    private static final int LEAST_UNDER_WAY = 16;
    private static final int MOST_UNDER_WAY = 256;
    private static final int TRIES_OF_A_USER = 5;
    private static final long SECOND = 1_000_000_000;
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final TrafficOptions options;
    private final Statistics statistics = new Statistics();
    private final Wire wire = new Wire(statistics);
    private final Habits habits;
    private final List<User> users = new CopyOnWriteArrayList<>();
    private final Semaphore underWay;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean stopped;

    private TrafficDriver(StackExports exports, TrafficOptions options) {
        this.options = requireNonNull(options, "options is null");
        var todo = exports.todo();
        var endpoint = exports.endpointUrl();
        if (todo == null || endpoint == null) {
            throw new IllegalArgumentException(
                    "traffic needs the to-do architecture of a local cloud: the exports of stack %s have no %s"
                            .formatted(exports.stack(), todo == null ? "todo" : "endpointUrl"));
        }
        this.habits = new Habits(
                new Accounts(wire, endpoint, exports.region(), todo),
                new Todos(wire, todo.api().url()),
                new Files(wire, endpoint, exports.region(), todo));
        this.underWay =
                new Semaphore(Math.clamp((long) (options.requestsPerSecond() * 2), LEAST_UNDER_WAY, MOST_UNDER_WAY));
    }

    /**
     * Starts to drive the stack that {@code exports} describe; throws {@link IllegalArgumentException} when they are not a
     * local cloud's: AWS itself is never loaded.
     */
    public static TrafficDriver start(StackExports exports, TrafficOptions options) {
        var driver = new TrafficDriver(exports, options);
        driver.threads.execute(driver::populate);
        driver.threads.execute(driver::pace);
        return driver;
    }

    /** Returns the counts up to now. */
    public TrafficSummary summary() {
        return statistics.summary(users.size());
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

    private void populate() {
        var random = new SecureRandom();
        var run = HexFormat.of().toHexDigits(random.nextInt());
        var places = new Semaphore(SIGN_UPS_AT_ONCE);
        for (int i = 0; i < options.users() && !stopped; i++) {
            var email = "user-%s-%d@example.com".formatted(run, i);
            var password = "Aa1!" + HexFormat.of().toHexDigits(random.nextLong());
            places.acquireUninterruptibly();
            if (!submit(() -> {
                try {
                    join(email, password);
                } finally {
                    places.release();
                }
            })) {
                return;
            }
        }
    }

    private void join(String email, String password) {
        for (int attempt = 0; attempt < TRIES_OF_A_USER && !stopped; attempt++) {
            try {
                users.add(habits.join(attempt + "-" + email, password));
                return;
            } catch (FailedRequestException e) {
                if (pause(Duration.ofSeconds(1L << attempt))) { // the reason is counted
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                statistics.error("signing up: " + e);
            }
        }
    }

    /** Waits; returns true as soon as it is over anyway. */
    private boolean pause(Duration length) {
        try {
            return await(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void pace() {
        var random = new Random(options.seed());
        long interval = (long) (SECOND / options.requestsPerSecond());
        long end = options.duration()
                .map(duration -> System.nanoTime() + duration.toNanos())
                .orElse(Long.MAX_VALUE);
        long next = System.nanoTime();
        while (!stopped && System.nanoTime() < end) {
            next = Math.max(next + interval, System.nanoTime() - SECOND); // what was missed for long is not made up for
            LockSupport.parkNanos(next - System.nanoTime());
            if (users.isEmpty()) {
                continue;
            }
            if (!underWay.tryAcquire()) {
                statistics.skipped();
                continue;
            }
            var user = users.get(Zipf.next(random, users.size()));
            var choices = new Random(random.nextLong());
            if (!submit(() -> act(user, choices))) {
                return;
            }
        }
        finished.countDown();
    }

    private void act(User user, Random random) {
        try {
            habits.act(user, random);
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

    /** Returns false when it is too late. */
    private boolean submit(Runnable task) {
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
