package dev.quartet.dashboard.ui;

import dev.quartet.dashboard.feed.Demand;
import dev.quartet.dashboard.feed.MetricFeed;
import dev.quartet.dashboard.feed.Snapshot;
import dev.quartet.dashboard.feed.Subscription;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A view's looking at the feed: at one thing at a time, or at nothing. */
final class Looking {
    private final MetricFeed feed;
    private @Nullable Subscription subscription;

    Looking(MetricFeed feed) {
        this.feed = feed;
    }

    boolean isOn() {
        return subscription != null;
    }

    /** Gives all news of {@code demand} until told otherwise. */
    void at(Demand demand, Consumer<Snapshot> listener) {
        stop();
        subscription = feed.subscribe(demand, listener);
    }

    /** Calls as often as metrics are read, for views that read none. */
    void pulse(Runnable beat) {
        stop();
        subscription = feed.pulse(beat);
    }

    void stop() {
        if (subscription != null) {
            subscription.close();
            subscription = null;
        }
    }

    /** Reads at once, on a thread of its own. */
    void now(Demand demand, Consumer<Snapshot> listener) {
        Thread.startVirtualThread(() -> feed.read(demand, Duration.ofSeconds(1)).ifPresent(listener));
    }
}
