package dev.quartet.infra.core;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;

/** What a run of the program made so far, counted where it is made. Thread-safe. */
public final class Tally {
    private final AtomicInteger alarms = new AtomicInteger();
    private final Set<String> functions = new ConcurrentSkipListSet<>();

    /** Counts an alarm. */
    public void alarm() {
        alarms.incrementAndGet();
    }

    /** Remembers a function by its name within the stack. */
    public void function(String name) {
        functions.add(name);
    }

    /** Returns how many alarms there are. */
    public int alarms() {
        return alarms.get();
    }

    /** Returns the names of all functions. */
    public Set<String> functions() {
        return Set.copyOf(functions);
    }
}
