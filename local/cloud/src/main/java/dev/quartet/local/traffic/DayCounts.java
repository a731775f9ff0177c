package dev.quartet.local.traffic;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what clients of a release day see. Thread-safe. */
final class DayCounts {
    private static final int MOST_ERRORS = 8;

    final Latencies manifests = new Latencies();
    final Latencies ranges = new Latencies();
    final LongAdder requests = new LongAdder();
    final LongAdder bytes = new LongAdder();
    /** Answers that clients themselves cut, to go on later. */
    final LongAdder cut = new LongAdder();
    /** Requests without a whole answer, or with one that nobody could have wanted. */
    final LongAdder broken = new LongAdder();

    final LongAdder verified = new LongAdder();
    final LongAdder corrupt = new LongAdder();
    final LongAdder abandoned = new LongAdder();
    final LongAdder unfinished = new LongAdder();
    final LongAdder slowCut = new LongAdder();
    private final Map<String, LongAdder> statuses = new ConcurrentHashMap<>();
    private final Set<String> errors = ConcurrentHashMap.newKeySet();

    void answered(int status) {
        statuses.computeIfAbsent(String.valueOf(status), key -> new LongAdder()).increment();
    }

    void broken(String reason) {
        broken.increment();
        if (errors.size() < MOST_ERRORS) {
            errors.add(reason);
        }
    }

    /** Returns how many answers there were by status. */
    Map<String, Long> statuses() {
        var counted = new TreeMap<String, Long>();
        statuses.forEach((status, count) -> counted.put(status, count.sum()));
        return counted;
    }

    /** Returns a few of the reasons why requests broke. */
    Set<String> errors() {
        return Set.copyOf(errors);
    }
}
