package dev.quartet.local.lambda;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.lambda.ExecutionEnvironment.InitFailure;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All processes: as many of a version as calls need at once, under one cap for all, which only the first process of a version
 * may exceed: a function that waits for another one holds a process meanwhile, and would wait for ever. A call goes to the
 * process that is free first, whether it was busy or is being started. Thread-safe.
 */
final class Fleet implements AutoCloseable {
    /** A new process costs more than this, so a busy one has as long to become free. */
    private static final Duration START_PATIENCE = Duration.ofMillis(100);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final Duration REAP_INTERVAL = Duration.ofSeconds(15);
    private static final Duration MEMORY_INTERVAL = Duration.ofMillis(500);
    /** Credentials that are about to expire are as good as expired. */
    private static final Duration EXPIRY_MARGIN = Duration.ofMinutes(16);

    private final Launcher launcher;
    private final LambdaOptions options;
    private final Clock clock;
    private final int maxStarting = Math.max(2, Runtime.getRuntime().availableProcessors());
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Pool> pools = new HashMap<>();
    private final ScheduledExecutorService chores = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("lambda-chores").daemon().factory());
    private final Learner learner;
    private int processes;
    private int starting;
    private int evicting;
    private boolean closed;

    Fleet(Launcher launcher, LambdaOptions options, Clock clock) {
        this.launcher = launcher;
        this.options = options;
        this.clock = clock;
        this.learner = new Learner(launcher);
        every(options.idleTimeout().compareTo(REAP_INTERVAL) < 0 ? options.idleTimeout() : REAP_INTERVAL, this::reap);
        every(MEMORY_INTERVAL, () -> environments().forEach(ExecutionEnvironment::watchMemory));
    }

    /** What a call was given: a process, or how one failed to start. */
    record Lease(Optional<ExecutionEnvironment> environment, Optional<InitFailure> failure) {}

    /**
     * Takes a process of {@code version}, which returns by itself when it polls again. Throws
     * {@code TooManyRequestsException} when the cap is reached and none becomes free in time, and what starting one threw.
     */
    Lease acquire(FunctionVersion version) throws InterruptedException {
        lock.lock();
        try {
            var pool = pools.computeIfAbsent(version.processKey(), key -> new Pool(version, lock.newCondition()));
            pool.waiters++;
            pool.usedAt = System.nanoTime();
            try {
                return await(pool);
            } finally {
                pool.waiters--;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns the processes that run now. */
    List<ExecutionEnvironment> environments() {
        lock.lock();
        try {
            return pools.values().stream().flatMap(pool -> pool.alive.stream()).toList();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            pools.values().forEach(pool -> pool.changed.signalAll());
        } finally {
            lock.unlock();
        }
        chores.shutdownNow();
        learner.close();
        var threads = environments().stream()
                .map(environment -> Thread.ofVirtual().start(environment::close))
                .toList();
        for (var thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private Lease await(Pool pool) throws InterruptedException {
        long began = System.nanoTime();
        while (true) {
            if (closed) {
                throw new AwsException("ServiceException", 500, "the local cloud is stopping");
            }
            var free = pool.idle.pollFirst();
            if (free != null && (free.exited().isDone() || expired(free))) {
                end(free);
                continue;
            }
            if (free != null) {
                return new Lease(Optional.of(free), Optional.empty());
            }
            var failure = pool.failures.pollFirst();
            if (failure != null) {
                return failure.lease();
            }
            var waited = Duration.ofNanos(System.nanoTime() - began);
            boolean patient = !pool.alive.isEmpty() && pool.starting == 0 && waited.compareTo(START_PATIENCE) < 0;
            if (!patient && pool.starting < pool.waiters) {
                grow(pool);
            }
            // Without any process of its own, the call waits until one may start, which it soon may.
            boolean hopeless = !pool.alive.isEmpty() && pool.starting == 0 && evicting == 0;
            if (hopeless && waited.compareTo(options.capacityWait()) >= 0) {
                throw new AwsException(
                        "TooManyRequestsException",
                        429,
                        "Rate Exceeded. ConcurrentInvocationLimitExceeded: all %d function processes are busy (--max-processes)"
                                .formatted(options.maxProcesses()));
            }
            pool.changed.awaitNanos((patient ? START_PATIENCE.minus(waited) : LOOK_AGAIN).toNanos());
        }
    }

    /** Starts one more process, or makes room for it. */
    private void grow(Pool pool) {
        if (processes < options.maxProcesses()) {
            startAnother(pool);
            return;
        }
        if (evicting > 0) {
            return;
        }
        // What was busy a moment ago will be so again, and would have to start anew; but no call waits in vain for it.
        var unneeded =
                pool.takeFromOthers(pools.values(), options.capacityWait().dividedBy(2));
        if (unneeded.isPresent()) {
            var environment = unneeded.get();
            evicting++;
            end(environment);
            var unused = environment.exited().thenRun(() -> locked(() -> evicting--));
        } else if (pool.alive.isEmpty() && pool.starting == 0) {
            startAnother(pool);
        }
    }

    private void startAnother(Pool pool) {
        if (starting < maxStarting) {
            processes++;
            starting++;
            pool.starting++;
            Thread.ofVirtual().name("start-" + pool.version.name()).start(() -> start(pool));
        }
    }

    private void start(Pool pool) {
        Pool.Failure failure = null;
        try {
            var environment = launcher.launch(pool.version, free -> available(pool, free));
            locked(() -> pool.alive.add(environment));
            var unused = environment.exited().thenRun(() -> gone(pool, environment));
            var failed = environment.awaitStart(LambdaLimits.INITIALISATION.plusSeconds(pool.version.timeout()));
            if (failed.isPresent()) {
                failure = new Pool.Failure(failed, null);
                environment.close();
            } else {
                learner.learn(pool.version);
            }
        } catch (AwsException e) {
            failure = new Pool.Failure(Optional.empty(), e);
        } catch (IOException | RuntimeException e) {
            failure = new Pool.Failure(
                    Optional.empty(),
                    new AwsException(
                            "ServiceException",
                            500,
                            "cannot start a process for %s: %s".formatted(pool.version.name(), e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            var outcome = failure;
            locked(() -> {
                starting--;
                pool.starting--;
                if (outcome != null) {
                    if (outcome.exception() != null) {
                        processes--; // it never ran, so nobody will tell of its end
                    }
                    if (pool.waiters > 0) {
                        pool.failures.addLast(outcome);
                    }
                }
                pool.changed.signalAll();
            });
        }
    }

    private void available(Pool pool, ExecutionEnvironment environment) {
        locked(() -> {
            if (pool.alive.contains(environment) || !environment.exited().isDone()) {
                pool.idle.addFirst(environment);
                pool.changed.signal();
            }
        });
    }

    private void gone(Pool pool, ExecutionEnvironment environment) {
        locked(() -> {
            processes--;
            pool.alive.remove(environment);
            pool.idle.remove(environment);
            pools.values().stream().filter(other -> other.waiters > 0).forEach(other -> other.changed.signalAll());
        });
    }

    private void reap() {
        var tooLong = new ArrayList<ExecutionEnvironment>();
        locked(() -> {
            tooLong.addAll(Pool.takeIdle(pools.values(), options.idleTimeout()));
            pools.values().removeIf(Pool::empty);
        });
        tooLong.forEach(this::end);
    }

    private boolean expired(ExecutionEnvironment environment) {
        return !clock.instant().isBefore(environment.expiration().minus(EXPIRY_MARGIN));
    }

    /** Ends a process without waiting for it. */
    private void end(ExecutionEnvironment environment) {
        Thread.ofVirtual().name("end-" + environment.version().name()).start(environment::close);
    }

    private void every(Duration interval, Runnable chore) {
        var unused =
                chores.scheduleWithFixedDelay(chore, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }
}
