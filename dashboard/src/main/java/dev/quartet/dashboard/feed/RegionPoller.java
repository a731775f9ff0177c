package dev.quartet.dashboard.feed;

import static java.util.Objects.requireNonNull;

import dev.quartet.dashboard.cloudwatch.MetricReader;
import dev.quartet.dashboard.cloudwatch.ReadFailure;
import dev.quartet.dashboard.cloudwatch.Reading;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.TimeRange;
import dev.quartet.dashboard.metric.Window;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one region for all viewers: one batched read per range that somebody looks at, none when nobody does. While AWS refuses,
 * it asks less and less often and keeps what it last read. Thread-safe.
 */
final class RegionPoller {
    private static final Logger log = LoggerFactory.getLogger(RegionPoller.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final String region;
    private final MetricReader reader;
    private final Pace pace;
    private final CallLog calls;
    private final Clock clock;
    private final RegionStore store = new RegionStore();
    private final Map<TimeRange, Turn> turns = new HashMap<>();
    // Read by pages while a read may take its time.
    private volatile @Nullable Notice notice;
    private int failures;
    private Instant resumeAt = Instant.EPOCH;

    RegionPoller(String region, MetricReader reader, Pace pace, CallLog calls, Clock clock) {
        this.region = requireNonNull(region, "region is null");
        this.reader = requireNonNull(reader, "reader is null");
        this.pace = requireNonNull(pace, "pace is null");
        this.calls = requireNonNull(calls, "calls is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** Reads what is due of the demands; answers the ranges that were tried. */
    synchronized Set<TimeRange> poll(Collection<Demand> demands) {
        Map<TimeRange, Set<MetricQuery>> wanted = new HashMap<>();
        for (Demand demand : demands) {
            Set<MetricQuery> here = demand.in(region);
            if (!here.isEmpty()) {
                wanted.computeIfAbsent(demand.range(), key -> new HashSet<>()).addAll(here);
            }
        }
        turns.keySet().retainAll(wanted.keySet());
        Set<TimeRange> tried = new HashSet<>();
        wanted.forEach((range, queries) -> {
            Instant now = clock.instant();
            if (!now.isBefore(resumeAt) && turn(range, queries, now)) {
                tried.add(range);
            }
        });
        return tried;
    }

    /** Reads all when it is time, else only what nobody looked at before; answers whether there was something to read. */
    private boolean turn(TimeRange range, Set<MetricQuery> queries, Instant now) {
        Turn before = turns.get(range);
        Turn current = before != null && now.isBefore(before.due()) ? before : null;
        Set<MetricQuery> open = new HashSet<>(queries);
        open.removeAll(current == null ? Set.of() : current.asked());
        open.removeAll(finished(range, open));
        if (open.isEmpty()) {
            return false;
        }
        turns.put(range, current == null ? new Turn(now.plus(pace.interval(range)), queries) : current.with(open));
        read(range, open, now);
        return true;
    }

    /** What cannot change any more: read when the last bucket of a range with a fixed end had settled. */
    private Set<MetricQuery> finished(TimeRange range, Set<MetricQuery> queries) {
        Set<MetricQuery> done = new HashSet<>();
        if (range.fixed()) {
            store.get(range, queries).forEach((query, held) -> {
                if (!held.readAt().isBefore(held.window().end().plus(pace.settling()))) {
                    done.add(query);
                }
            });
        }
        return done;
    }

    /** Reads the queries now, unless they were read within {@code maxAge} or AWS asked for a pause. */
    synchronized void refresh(TimeRange range, Set<MetricQuery> queries, Duration maxAge) {
        Instant now = clock.instant();
        Map<MetricQuery, RegionStore.Held> held = store.get(range, queries);
        boolean fresh = held.size() == queries.size()
                && (finished(range, queries).containsAll(queries)
                        || held.values().stream()
                                .allMatch(value ->
                                        Duration.between(value.readAt(), now).compareTo(maxAge) <= 0));
        if (!fresh && !now.isBefore(resumeAt)) {
            turns.computeIfPresent(range, (key, turn) -> turn.with(queries));
            read(range, queries, now);
        }
    }

    Map<MetricQuery, RegionStore.Held> held(TimeRange range, Collection<MetricQuery> queries) {
        return store.get(range, queries);
    }

    /** What AWS refuses of the queries while it answers others. */
    Map<MetricQuery, RegionStore.Refusal> refused(TimeRange range, Collection<MetricQuery> queries) {
        return store.refused(range, queries);
    }

    Optional<Notice> notice() {
        return Optional.ofNullable(notice);
    }

    private void read(TimeRange range, Set<MetricQuery> queries, Instant now) {
        Window window = Window.endingAt(now, range, pace.settling());
        Reading reading = reader.read(queries, window);
        calls.read(reading.calls(), queries.size());
        store.put(range, window, reading, now);
        Optional<ReadFailure> failure = reading.failure();
        if (failure.isPresent()) {
            failed(failure.get(), !reading.series().isEmpty(), now);
        } else {
            failures = 0;
            notice = null;
        }
    }

    /** A read that brought something is a warning; one that brought nothing is a reason to pause, longer each time. */
    private void failed(ReadFailure failure, boolean partly, Instant now) {
        Notice known = notice;
        Instant since = known != null && known.kind() == failure.kind() ? known.since() : now;
        notice = new Notice(region, Notice.Scope.REGION, failure.kind(), failure.detail(), since);
        if (since.equals(now)) {
            log.warn("CloudWatch in {}: {} ({})", region, failure.kind(), failure.detail());
        }
        if (!partly) {
            Duration pause = pace.interval(TimeRange.DEFAULT).multipliedBy(1L << Math.min(failures, 6));
            resumeAt = now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        }
        failures++;
    }
}
