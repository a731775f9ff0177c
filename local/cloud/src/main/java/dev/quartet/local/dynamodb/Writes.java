package dev.quartet.local.dynamodb;

import dev.quartet.local.core.RecordStreams.Wakeup;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who wants to know that a table was written to. Thread-safe. */
final class Writes {
    private final Map<String, List<Runnable>> listeners = new ConcurrentHashMap<>();

    /** Calls {@code listener} after each write to {@code table} of {@code region}, until the handle is closed. */
    Wakeup listen(String region, String table, Runnable listener) {
        var list = listeners.computeIfAbsent(key(region, table), key -> new CopyOnWriteArrayList<>());
        list.add(listener);
        return () -> list.remove(listener);
    }

    /** The tables were written to. */
    void happened(String region, Collection<String> tables) {
        if (listeners.isEmpty()) {
            return;
        }
        for (var table : tables) {
            listeners.getOrDefault(key(region, table), List.of()).forEach(Runnable::run);
        }
    }

    private static String key(String region, String table) {
        return region + "/" + table;
    }
}
