package dev.quartet.local.logs;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A stream's newest events: the oldest are dropped beyond a number and a size, and said to be. Thread-safe. */
final class LogStream {
    /** Events that are kept. */
    static final int MOST_EVENTS = 10_000;
    /** Characters of messages that are kept. */
    static final long MOST_CHARACTERS = 4L << 20;

    private static final Logger log = LoggerFactory.getLogger(LogStream.class);

    private final String name;
    private final long creationTime;
    private final LogBudget budget;
    private final ArrayDeque<LogEvent> events = new ArrayDeque<>();
    private long characters;
    private long dropped;
    private boolean closed;

    LogStream(String name, long creationTime, LogBudget budget) {
        this.name = name;
        this.creationTime = creationTime;
        this.budget = budget;
    }

    String name() {
        return name;
    }

    long creationTime() {
        return creationTime;
    }

    /** Adds it; false when its group has just let the stream go. */
    synchronized boolean add(LogEvent event) {
        if (closed) {
            return false;
        }
        events.addLast(event);
        characters += event.message().length();
        budget.add(event);
        while (events.size() > MOST_EVENTS || (characters > MOST_CHARACTERS && events.size() > 1)) {
            dropOldest();
        }
        return true;
    }

    /** Drops up to {@code most} of the oldest events, those before {@code sequence} only. */
    synchronized void drop(long sequence, int most) {
        for (int i = 0; i < most && !events.isEmpty() && events.getFirst().sequence() < sequence; i++) {
            dropOldest();
        }
    }

    /** Drops all: nobody finds it any more. */
    synchronized void close() {
        closed = true;
        events.forEach(budget::remove);
        events.clear();
        characters = 0;
    }

    private void dropOldest() {
        var oldest = events.removeFirst();
        characters -= oldest.message().length();
        budget.remove(oldest);
        if (dropped++ == 0) {
            log.info("the oldest events of log stream {} are dropped from here on, for want of room", name);
        }
    }

    synchronized List<LogEvent> events() {
        return List.copyOf(events);
    }

    synchronized Optional<LogEvent> first() {
        return Optional.ofNullable(events.peekFirst());
    }

    synchronized Optional<LogEvent> last() {
        return Optional.ofNullable(events.peekLast());
    }

    /** Returns when it was last written to, or else created, in milliseconds since the epoch. */
    long lastUse() {
        return last().map(LogEvent::ingestionTime).orElse(creationTime);
    }

    synchronized long characters() {
        return characters;
    }

    /** Returns how many events were dropped for want of room. */
    synchronized long dropped() {
        return dropped;
    }
}
