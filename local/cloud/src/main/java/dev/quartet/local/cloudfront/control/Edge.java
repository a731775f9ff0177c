package dev.quartet.local.cloudfront.control;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.cloudfront.cache.EdgeServer;
import dev.quartet.local.cloudfront.config.Distribution;
import dev.quartet.local.core.Inputs;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** A distribution that serves, with what the API tells of it. Thread-safe. */
final class Edge {
    private final Distribution distribution;
    private final Inputs inputs;
    private final EdgeServer server;
    private final Instant created;
    private final Map<String, Invalidation> invalidations = new ConcurrentSkipListMap<>();

    /** An invalidation; here it is done when it is created. */
    record Invalidation(String id, Instant created, String callerReference, List<String> paths) {
        Invalidation {
            requireNonNull(id, "id is null");
            paths = List.copyOf(paths);
        }
    }

    Edge(Distribution distribution, Inputs inputs, EdgeServer server, Instant created) {
        this.distribution = distribution;
        this.inputs = inputs;
        this.server = server;
        this.created = created;
    }

    Distribution distribution() {
        return distribution;
    }

    Inputs inputs() {
        return inputs;
    }

    EdgeServer server() {
        return server;
    }

    Instant created() {
        return created;
    }

    /** Forgets {@code paths}; with a caller reference that was used for the same paths before, does nothing new. */
    Invalidation invalidate(String callerReference, List<String> paths, Instant now) {
        var id = Ids.invalidation(distribution.id() + " " + callerReference);
        return invalidations.computeIfAbsent(id, key -> {
            server.invalidate(paths);
            return new Invalidation(key, now, callerReference, paths);
        });
    }

    Optional<Invalidation> invalidation(String id) {
        return Optional.ofNullable(invalidations.get(id));
    }

    List<Invalidation> invalidations() {
        return List.copyOf(invalidations.values());
    }
}
