package dev.quartet.infra.core;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What a run of the program made so far, counted where it is made. Thread-safe. */
public final class Tally {
    private final AtomicInteger alarms = new AtomicInteger();
    private final AtomicInteger alarmMetrics = new AtomicInteger();
    private final Map<String, Integer> functions = new ConcurrentSkipListMap<>();

    /** Counts an alarm, which is billed by the metrics that it watches. */
    public void alarm(int metrics) {
        alarms.incrementAndGet();
        alarmMetrics.addAndGet(metrics);
    }

    /** Remembers a function by its name within the stack, and its memory. */
    public void function(String name, int memoryMb) {
        functions.put(name, memoryMb);
    }

    /** Returns how many alarms there are. */
    public int alarms() {
        return alarms.get();
    }

    /** Returns how many metrics all alarms watch, each alarm's counted by itself. */
    public int alarmMetrics() {
        return alarmMetrics.get();
    }

    /** Returns the names of all functions. */
    public Set<String> functions() {
        return Set.copyOf(functions.keySet());
    }

    /** Returns the memory of all functions in MB, by name. */
    public Map<String, Integer> functionMemoryMb() {
        return Map.copyOf(functions);
    }
}
