package dev.quartet.local.ses;

import dev.quartet.local.core.Metrics;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The account's own figures in one region: events, reputation, and what was sent in 24 hours. Simulated recipients count
 * neither for the reputation nor for the quota. Thread-safe.
 */
final class AccountMeter {
    private static final long HOUR = 3600;
    private static final int HOURS_A_DAY = 24;

    private final Metrics metrics;
    private final String region;
    private final Clock clock;
    private final Map<EventType, Metrics.Metric> events = new ConcurrentHashMap<>();
    private final TreeMap<Long, Integer> sentByHour = new TreeMap<>();
    private long sent;
    private long bounced;
    private long complained;

    AccountMeter(Metrics metrics, String region, Clock clock) {
        this.metrics = metrics;
        this.region = region;
        this.clock = clock;
    }

    /** Counts an event. */
    void event(EventType type) {
        events.computeIfAbsent(type, t -> metric(t.metric(), "Count")).add(1);
    }

    /** Counts a mail to a recipient that is not simulated, and what became of it. */
    synchronized void real(boolean bounce, boolean complaint) {
        sent++;
        bounced += bounce ? 1 : 0;
        complained += complaint ? 1 : 0;
        sentByHour.merge(clock.instant().getEpochSecond() / HOUR, 1, Integer::sum);
        metric("Reputation.BounceRate", "None").add((double) bounced / sent);
        metric("Reputation.ComplaintRate", "None").add((double) complained / sent);
    }

    /** Returns how many recipients got mail within the last 24 hours. */
    synchronized int sentInADay() {
        sentByHour
                .headMap(clock.instant().getEpochSecond() / HOUR - HOURS_A_DAY, true)
                .clear();
        return sentByHour.values().stream().mapToInt(Integer::intValue).sum();
    }

    private Metrics.Metric metric(String name, String unit) {
        return metrics.metric(region, "AWS/SES", name, Map.of(), unit);
    }
}
