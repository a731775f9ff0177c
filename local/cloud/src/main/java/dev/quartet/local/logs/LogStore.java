package dev.quartet.local.logs;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.LogSink;
import dev.quartet.local.core.Metrics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Every log group of the stack; what arrives in embedded metric format also becomes metrics. Thread-safe. */
public final class LogStore implements LogSink {
    private final CloudContext context;
    private final EmbeddedMetrics embedded;
    private final Map<String, LogGroup> groups = new ConcurrentSkipListMap<>();
    private final List<Follower> followers = new CopyOnWriteArrayList<>();
    private final AtomicLong sequence = new AtomicLong();
    private final LogBudget budget;

    /** Creates an empty store. */
    public LogStore(CloudContext context, Metrics metrics) {
        this(context, metrics, LogBudget.MOST);
    }

    /** @param most how many bytes of memory all events may take, about */
    LogStore(CloudContext context, Metrics metrics, long most) {
        this.budget = new LogBudget(most);
        this.context = requireNonNull(context, "context is null");
        this.embedded = new EmbeddedMetrics(metrics, context.region());
    }

    @Override
    public void append(String group, String stream, String message) {
        long now = context.clock().millis();
        append(existing(group), stream, now, message);
    }

    @Override
    public boolean hasGroup(String group) {
        return groups.containsKey(group);
    }

    @Override
    public void createGroup(String group) {
        groups.computeIfAbsent(group, name -> newGroup(name, OptionalInt.empty()));
    }

    /** Calls {@code listener} with every event that arrives in {@code group} from now on, until it is closed. */
    public Following follow(String group, Consumer<LogEvent> listener) {
        var follower = new Follower(group, listener);
        followers.add(follower);
        return () -> followers.remove(follower);
    }

    /** Returns the newest {@code most} events of {@code group}, oldest first; none when there is no such group. */
    public List<LogEvent> tail(String group, int most) {
        var found = groups.get(group);
        if (found == null) {
            return List.of();
        }
        var events = found.events(found.streams(), context.clock().millis());
        return List.copyOf(events.subList(Math.max(0, events.size() - most), events.size()));
    }

    /** A listener's place; closing it ends it. */
    @FunctionalInterface
    public interface Following extends AutoCloseable {
        @Override
        void close();
    }

    LogGroup create(String name, OptionalInt retentionInDays) {
        var group = newGroup(name, retentionInDays);
        if (groups.putIfAbsent(name, group) != null) {
            throw new AwsException("ResourceAlreadyExistsException", 400, "The specified log group already exists");
        }
        return group;
    }

    LogGroup existing(String group) {
        return find(group)
                .orElseThrow(() -> new AwsException(
                        "ResourceNotFoundException", 400, "The specified log group does not exist: " + group));
    }

    Optional<LogGroup> find(String group) {
        return Optional.ofNullable(groups.get(group));
    }

    List<LogGroup> all() {
        return List.copyOf(groups.values());
    }

    void append(LogGroup group, String stream, long timestamp, String message) {
        long now = context.clock().millis();
        var event = new LogEvent(sequence.incrementAndGet(), stream, timestamp, now, message);
        group.add(event);
        if (budget.exceeded()) {
            budget.makeRoom(groups.values().stream()
                    .flatMap(each -> each.streams().stream())
                    .toList());
        }
        embedded.extract(message);
        for (var follower : followers) {
            if (follower.group.equals(group.name())) {
                follower.listener.accept(event);
            }
        }
    }

    private LogGroup newGroup(String name, OptionalInt retentionInDays) {
        return new LogGroup(
                context.arn("logs", "log-group:" + name), name, context.clock().millis(), retentionInDays, budget);
    }

    private record Follower(String group, Consumer<LogEvent> listener) {}
}
