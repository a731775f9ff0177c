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
    private final ArrayDeque<LogEvent> events = new ArrayDeque<>();
    private long characters;
    private long dropped;

    LogStream(String name, long creationTime) {
        this.name = name;
        this.creationTime = creationTime;
    }

    String name() {
        return name;
    }

    long creationTime() {
        return creationTime;
    }

    synchronized void add(LogEvent event) {
        events.addLast(event);
        characters += event.message().length();
        while (events.size() > MOST_EVENTS || (characters > MOST_CHARACTERS && events.size() > 1)) {
            characters -= events.removeFirst().message().length();
            if (dropped++ == 0) {
                log.info("log stream {} is full: its oldest events are dropped from here on", name);
            }
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
