package dev.quartet.local.logs;

import java.util.Collection;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;

/** How much memory the events of all groups may take together; beyond it the oldest of all go. Thread-safe. */
final class LogBudget {
    /** For all of a local cloud, whose heap is 512 MB. */
    static final long MOST = 48L << 20;
    /** What an event takes beside its message, about. */
    private static final long OVERHEAD = 100;
    /** Room is made in one go for as much as this share of all. */
    private static final int SHARE = 16;

    private static final int DROPPED_AT_ONCE = 64;

    private final long most;
    private final AtomicLong used = new AtomicLong();

    LogBudget(long most) {
        this.most = most;
    }

    void add(LogEvent event) {
        used.addAndGet(weight(event));
    }

    void remove(LogEvent event) {
        used.addAndGet(-weight(event));
    }

    boolean exceeded() {
        return used.get() > most;
    }

    /** Drops the oldest events of all {@code streams} until there is room. */
    synchronized void makeRoom(Collection<LogStream> streams) {
        if (!exceeded()) {
            return; // somebody else just did
        }
        var oldestFirst = new PriorityQueue<Oldest>(Comparator.comparingLong(Oldest::sequence));
        streams.forEach(stream -> offer(oldestFirst, stream));
        while (used.get() > most - most / SHARE && !oldestFirst.isEmpty()) {
            var stream = oldestFirst.remove().stream();
            var next = oldestFirst.peek();
            stream.drop(next == null ? Long.MAX_VALUE : next.sequence(), DROPPED_AT_ONCE);
            offer(oldestFirst, stream);
        }
    }

    private static void offer(PriorityQueue<Oldest> queue, LogStream stream) {
        stream.first().ifPresent(event -> queue.add(new Oldest(stream, event.sequence())));
    }

    private static long weight(LogEvent event) {
        return OVERHEAD + event.message().length();
    }

    private record Oldest(LogStream stream, long sequence) {}
}
