package dev.quartet.dashboard.feed;

import dev.quartet.dashboard.metric.TimeRange;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one region's poller on a thread of its own, so that a slow region holds up no other. */
final class PollerThread implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PollerThread.class);

    private final RegionPoller poller;
    private final Supplier<Collection<Demand>> demands;
    private final Consumer<Set<TimeRange>> news;
    private final ScheduledExecutorService thread;

    PollerThread(
            String region, RegionPoller poller, Supplier<Collection<Demand>> demands, Consumer<Set<TimeRange>> news) {
        this.poller = poller;
        this.demands = demands;
        this.news = news;
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("metrics-" + region).factory());
        // tick catches what it may throw, so the future has nothing to say.
        ScheduledFuture<?> unused = thread.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    RegionPoller poller() {
        return poller;
    }

    /** Looks at once for what is due. */
    void wake() {
        thread.execute(this::tick);
    }

    private void tick() {
        try {
            Set<TimeRange> tried = poller.poll(demands.get());
            if (!tried.isEmpty()) {
                news.accept(tried);
            }
        } catch (RuntimeException e) {
            // The executor would end its schedule, and with it the feed, for good.
            log.error("Polling failed", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
