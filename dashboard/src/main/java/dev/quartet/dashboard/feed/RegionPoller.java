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
import java.util.concurrent.atomic.AtomicLong;
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
    private final Clock clock;
    private final RegionStore store = new RegionStore();
    private final Map<TimeRange, Instant> due = new HashMap<>();
    // Read by pages while a read may take its time.
    private volatile @Nullable Notice notice;
    private int failures;
    private Instant resumeAt = Instant.EPOCH;
    private final AtomicLong calls = new AtomicLong();

    RegionPoller(String region, MetricReader reader, Pace pace, Clock clock) {
        this.region = requireNonNull(region, "region is null");
        this.reader = requireNonNull(reader, "reader is null");
        this.pace = requireNonNull(pace, "pace is null");
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
        due.keySet().retainAll(wanted.keySet());
        Set<TimeRange> tried = new HashSet<>();
        wanted.forEach((range, queries) -> {
            Instant now = clock.instant();
            if (!now.isBefore(resumeAt) && (unknown(range, queries) || !now.isBefore(due.getOrDefault(range, now)))) {
                read(range, queries, now);
                tried.add(range);
            }
        });
        return tried;
    }

    /** Reads the queries now, unless they were read within {@code maxAge} or AWS asked for a pause. */
    synchronized void refresh(TimeRange range, Set<MetricQuery> queries, Duration maxAge) {
        Instant now = clock.instant();
        Map<MetricQuery, RegionStore.Held> held = store.get(range, queries);
        boolean fresh = held.size() == queries.size()
                && held.values().stream()
                        .allMatch(value -> Duration.between(value.readAt(), now).compareTo(maxAge) <= 0);
        if (!fresh && !now.isBefore(resumeAt)) {
            read(range, queries, now);
        }
    }

    Map<MetricQuery, RegionStore.Held> held(TimeRange range, Collection<MetricQuery> queries) {
        return store.get(range, queries);
    }

    Optional<Notice> notice() {
        return Optional.ofNullable(notice);
    }

    /** How many GetMetricData calls were made. */
    long calls() {
        return calls.get();
    }

    /** Whether somebody looks at what was never read; while reads fail, that alone is no reason to hurry. */
    private boolean unknown(TimeRange range, Set<MetricQuery> queries) {
        return failures == 0 && store.get(range, queries).size() < queries.size();
    }

    private void read(TimeRange range, Set<MetricQuery> queries, Instant now) {
        Window window = Window.endingAt(now, range, pace.settling());
        Reading reading = reader.read(queries, window);
        calls.addAndGet(reading.calls());
        store.put(range, window, reading, now);
        due.put(range, now.plus(pace.interval(range)));
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
        notice = new Notice(region, failure.kind(), failure.detail(), since);
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
