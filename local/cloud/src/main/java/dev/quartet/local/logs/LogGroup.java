package dev.quartet.local.logs;

import dev.quartet.local.core.Arn;
import dev.quartet.local.core.AwsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/** A log group. Keeps its most recently used streams only, as each process of a function opens one. Thread-safe. */
final class LogGroup {
    /** Streams that are kept. */
    static final int MOST_STREAMS = 100;

    private final Arn arn;
    private final String name;
    private final long creationTime;
    private final OptionalInt retentionInDays;
    private final LogBudget budget;
    private final Map<String, LogStream> streams = new ConcurrentHashMap<>();

    LogGroup(Arn arn, String name, long creationTime, OptionalInt retentionInDays, LogBudget budget) {
        this.arn = arn;
        this.name = name;
        this.creationTime = creationTime;
        this.retentionInDays = retentionInDays;
        this.budget = budget;
    }

    Arn arn() {
        return arn;
    }

    String name() {
        return name;
    }

    long creationTime() {
        return creationTime;
    }

    OptionalInt retentionInDays() {
        return retentionInDays;
    }

    /** Adds an event to its stream, which is made on first use. */
    void add(LogEvent event) {
        // One that was let go meanwhile cannot be found a second time.
        while (!stream(event.stream(), event.ingestionTime()).add(event)) {
            Thread.onSpinWait();
        }
    }

    /** Returns the stream, made on first use. */
    private LogStream stream(String stream, long now) {
        var present = streams.get(stream);
        if (present != null) {
            return present;
        }
        var made = streams.computeIfAbsent(stream, key -> new LogStream(key, now, budget));
        if (streams.size() > MOST_STREAMS) {
            streams.values().stream()
                    .filter(other -> other != made)
                    .min(Comparator.comparingLong(LogStream::lastUse))
                    .ifPresent(oldest -> {
                        // Unless another thread has let it go, and a third made one of its name.
                        streams.remove(oldest.name(), oldest);
                        oldest.close();
                    });
        }
        return made;
    }

    /** Creates a stream; throws {@code ResourceAlreadyExistsException} when there is one of that name. */
    void create(String stream, long now) {
        if (streams.containsKey(stream)) {
            throw new AwsException("ResourceAlreadyExistsException", 400, "The specified log stream already exists");
        }
        stream(stream, now);
    }

    /** Returns the stream; throws {@code ResourceNotFoundException} when there is none of that name. */
    LogStream existing(String stream) {
        var found = streams.get(stream);
        if (found == null) {
            throw new AwsException("ResourceNotFoundException", 400, "The specified log stream does not exist.");
        }
        return found;
    }

    List<LogStream> streams() {
        return streams.values().stream()
                .sorted(Comparator.comparing(LogStream::name))
                .toList();
    }

    /** Returns the events that retention has not expired, in order of time. */
    List<LogEvent> events(List<LogStream> chosen, long now) {
        long oldest = retentionInDays.isPresent()
                ? now - Duration.ofDays(retentionInDays.getAsInt()).toMillis()
                : Long.MIN_VALUE;
        var result = new ArrayList<LogEvent>();
        for (var stream : chosen) {
            for (var event : stream.events()) {
                if (event.timestamp() >= oldest) {
                    result.add(event);
                }
            }
        }
        result.sort(Comparator.comparingLong(LogEvent::timestamp).thenComparingLong(LogEvent::sequence));
        return result;
    }
}
