package dev.quartet.dashboard.feed;

import dev.quartet.dashboard.feed.Usage.Count;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Counts the dashboard's own calls of CloudWatch. Thread-safe. */
@Component
public final class CallLog {
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final Duration LEAST = Duration.ofMinutes(1);

    private final Clock clock;
    private final Instant since;
    private final NavigableMap<Instant, Count> minutes = new TreeMap<>();
    private Count total = Count.NONE;

    CallLog(Clock clock) {
        this.clock = clock;
        this.since = clock.instant();
    }

    /** Counts a read of {@code metrics} by {@code calls} GetMetricData calls. */
    public void read(int calls, int metrics) {
        add(new Count(calls, metrics, 0));
    }

    /** Counts a call of another operation. */
    public void call() {
        add(new Count(0, 0, 1));
    }

    /** What was counted. */
    public synchronized Usage usage() {
        Instant now = clock.instant();
        Duration elapsed = Duration.between(since, now);
        Duration recent = elapsed.compareTo(KEPT) > 0 ? KEPT : elapsed.compareTo(LEAST) < 0 ? LEAST : elapsed;
        Count lately = minutes.tailMap(now.minus(KEPT), false).values().stream().reduce(Count.NONE, Count::plus);
        return new Usage(since, total, recent, lately);
    }

    private synchronized void add(Count count) {
        Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        total = total.plus(count);
        minutes.merge(minute, count, Count::plus);
        minutes.headMap(minute.minus(KEPT), true).clear();
    }
}
