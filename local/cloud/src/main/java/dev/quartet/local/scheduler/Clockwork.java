package dev.quartet.local.scheduler;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks what is due and has it delivered: each time once, however late it looks. Thread-safe. */
final class Clockwork implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Clockwork.class);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Clock clock;
    private final Schedules schedules;
    private final Deliveries deliveries;
    private final PriorityQueue<Execution> waiting = new PriorityQueue<>(Comparator.comparing(Execution::at));
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("scheduler").factory());
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

    Clockwork(Clock clock, Schedules schedules, Deliveries deliveries) {
        this.clock = clock;
        this.schedules = schedules;
        this.deliveries = deliveries;
    }

    void start() {
        var unused = ticker.scheduleWithFixedDelay(this::tick, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Delivers what is due now; what fails is tried again at a later look. */
    void look() {
        for (var execution : due(clock.instant())) {
            workers.execute(() -> deliver(execution));
        }
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        workers.shutdownNow();
    }

    private void tick() {
        try {
            look();
        } catch (RuntimeException e) { // else the executor would never look again
            log.error("schedules could not be looked at", e);
        }
    }

    private synchronized List<Execution> due(Instant now) {
        for (var schedule : schedules.all()) {
            for (var time : schedule.take(now)) {
                waiting.add(new Execution(
                        schedule,
                        id(),
                        time,
                        time.plus(delay(schedule.settings().window())),
                        1));
            }
            if (schedule.settings().deleted()
                    && schedule.settings().enabled()
                    && schedule.next().isEmpty()) {
                schedules.deleteDone(schedule);
            }
        }
        var due = new ArrayList<Execution>();
        while (!waiting.isEmpty() && !waiting.peek().at().isAfter(now)) {
            due.add(waiting.remove());
        }
        return due;
    }

    private void deliver(Execution execution) {
        try {
            deliveries.deliver(execution).ifPresent(this::later);
        } catch (RuntimeException e) {
            log.error("{}: the invocation for {} failed", execution.schedule().arn(), execution.time(), e);
        }
    }

    private synchronized void later(Execution execution) {
        waiting.add(execution);
    }

    private static Duration delay(Duration window) {
        return window.isZero()
                ? window
                : Duration.ofMillis(ThreadLocalRandom.current().nextLong(window.toMillis()));
    }

    private static String id() {
        return "%016x".formatted(ThreadLocalRandom.current().nextLong());
    }
}
