package dev.quartet.local.traffic;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts requests. Thread-safe. */
final class Statistics {
    /** Stands for a status where no answer came. */
    static final String NO_ANSWER = "none";

    private static final int MOST_ERRORS = 8;

    private final Map<Operation, Counts> operations = new EnumMap<>(Operation.class);
    private final Latencies latencies = new Latencies();
    private final LongAdder skipped = new LongAdder();
    private final Set<String> errors = ConcurrentHashMap.newKeySet();
    private final long startedNanos = System.nanoTime();

    Statistics() {
        for (var operation : Operation.values()) {
            operations.put(operation, new Counts());
        }
    }

    void answered(Operation operation, int status, long nanos) {
        count(operation, String.valueOf(status), nanos);
    }

    void unanswered(Operation operation, long nanos, String reason) {
        count(operation, NO_ANSWER, nanos);
        error(operation.label() + ": " + reason);
    }

    void error(String reason) {
        if (errors.size() < MOST_ERRORS) {
            errors.add(reason);
        }
    }

    void skipped() {
        skipped.increment();
    }

    TrafficSummary summary(int users) {
        var perOperation = new HashMap<String, TrafficSummary.OperationSummary>();
        var statuses = new HashMap<String, Long>();
        operations.forEach((operation, counts) -> {
            var summary = counts.summary();
            if (summary.requests() > 0) {
                perOperation.put(operation.label(), summary);
                summary.statuses().forEach((status, count) -> statuses.merge(status, count, Long::sum));
            }
        });
        long requests = statuses.values().stream().mapToLong(Long::longValue).sum();
        double seconds = (System.nanoTime() - startedNanos) / 1e9;
        return new TrafficSummary(
                seconds,
                users,
                requests,
                skipped.sum(),
                requests / seconds,
                latencies.percentile(50),
                latencies.percentile(99),
                statuses,
                perOperation,
                errors.stream().sorted().toList());
    }

    private void count(Operation operation, String status, long nanos) {
        var counts = operations.get(operation);
        if (counts == null) {
            throw new IllegalStateException("not counted: " + operation);
        }
        counts.statuses.computeIfAbsent(status, key -> new LongAdder()).increment();
        counts.latencies.add(nanos);
        latencies.add(nanos);
    }

    private static final class Counts {
        private final Map<String, LongAdder> statuses = new ConcurrentHashMap<>();
        private final Latencies latencies = new Latencies();

        TrafficSummary.OperationSummary summary() {
            var counted = new HashMap<String, Long>();
            statuses.forEach((status, count) -> counted.put(status, count.sum()));
            return new TrafficSummary.OperationSummary(
                    counted.values().stream().mapToLong(Long::longValue).sum(),
                    counted,
                    latencies.percentile(50),
                    latencies.percentile(99));
        }
    }
}
