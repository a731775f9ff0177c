package dev.quartet.local.kinesis;

import dev.quartet.local.core.Arn;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Metrics;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;

/** All data streams by name. Thread-safe. */
final class Streams {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,128}");

    private final CloudContext context;
    private final Metrics metrics;
    private final MemoryBudget memory;
    private final Map<String, Stream> streams = new ConcurrentSkipListMap<>();

    Streams(CloudContext context, Metrics metrics, MemoryBudget memory) {
        this.context = context;
        this.metrics = metrics;
        this.memory = memory;
    }

    Clock clock() {
        return context.clock();
    }

    String account() {
        return context.accountId();
    }

    Arn arn(String name) {
        return context.arn("kinesis", "stream/" + name);
    }

    Stream create(String name, StreamSettings settings, Map<String, String> tags) {
        if (!NAME.matcher(name).matches()) {
            throw Errors.validation("streamName", name, "Member must satisfy regular expression pattern: " + NAME);
        }
        var stream = new Stream(
                arn(name),
                name,
                UUID.randomUUID().toString(),
                settings,
                context.clock(),
                memory,
                new StreamMeter(metrics, context.region(), name));
        stream.tags().putAll(tags);
        if (streams.putIfAbsent(name, stream) != null) {
            throw Errors.inUse("Stream %s under account %s already exists.".formatted(name, account()));
        }
        return stream;
    }

    Stream require(String name) {
        var stream = streams.get(name);
        if (stream == null) {
            throw Errors.noStream(name, account());
        }
        return stream;
    }

    void delete(String name) {
        var stream = streams.remove(name);
        if (stream == null) {
            throw Errors.noStream(name, account());
        }
        stream.clear();
    }

    /** Returns all, by name. */
    List<Stream> all() {
        return List.copyOf(streams.values());
    }
}
