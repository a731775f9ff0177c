package dev.quartet.dashboard.ui;

import com.vaadin.flow.component.UI;
import dev.quartet.dashboard.feed.Demand;
import dev.quartet.dashboard.feed.MetricFeed;
import dev.quartet.dashboard.feed.Snapshot;
import dev.quartet.dashboard.feed.Subscription;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A view's looking at the feed: at one thing at a time, or at nothing. */
final class Looking {
    private static final double MISSED = 3.1;

    private final MetricFeed feed;
    private final Presence presence = new Presence();
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

    /**
     * Whether the page's browser is connected and shows signs of life. That of a machine that sleeps, or one that crashed, shows none: then this
     * stops, as what is meant for it would pile up until its session ends.
     */
    boolean isHeard(Optional<UI> page) {
        boolean heard = page.filter(Looking::beats).isPresent();
        if (!heard) {
            stop();
        }
        return heard && page.map(presence::takes).orElse(false);
    }

    /** Reads at once, on a thread of its own. */
    void now(Demand demand, Consumer<Snapshot> listener) {
        Thread.startVirtualThread(() -> feed.read(demand, Duration.ofSeconds(1)).ifPresent(listener));
    }

    /** By the rule after which Vaadin gives a page up; Vaadin applies it only when something is asked of the session. */
    private static boolean beats(UI page) {
        long silent = System.currentTimeMillis() - page.getInternals().getLastHeartbeatTimestamp();
        long interval = 1000L * page.getSession().getConfiguration().getHeartbeatInterval();
        return interval <= 0 || silent < interval * MISSED;
    }
}
