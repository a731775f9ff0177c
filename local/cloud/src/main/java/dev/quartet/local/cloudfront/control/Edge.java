package dev.quartet.local.cloudfront.control;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.cloudfront.cache.EdgeServer;
import dev.quartet.local.cloudfront.config.Distribution;
import dev.quartet.local.core.Inputs;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** A distribution that serves, with what the API tells of it. Thread-safe. */
final class Edge {
    /** What changes often is invalidated often, and each is done at once: old ones are of no use. */
    static final int MOST_INVALIDATIONS = 1_000;

    private final Distribution distribution;
    private final Inputs inputs;
    private final EdgeServer server;
    private final Instant created;
    /** By id, the oldest first. */
    private final LinkedHashMap<String, Invalidation> invalidations = new LinkedHashMap<>();

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
    synchronized Invalidation invalidate(String callerReference, List<String> paths, Instant now) {
        var id = Ids.invalidation(distribution.id() + " " + callerReference);
        var known = invalidations.get(id);
        if (known != null) {
            return known;
        }
        server.invalidate(paths);
        var made = new Invalidation(id, now, callerReference, paths);
        invalidations.put(id, made);
        if (invalidations.size() > MOST_INVALIDATIONS) {
            invalidations.pollFirstEntry();
        }
        return made;
    }

    synchronized Optional<Invalidation> invalidation(String id) {
        return Optional.ofNullable(invalidations.get(id));
    }

    /** Returns the newest thousand, the newest first. */
    synchronized List<Invalidation> invalidations() {
        return List.copyOf(invalidations.sequencedValues().reversed());
    }
}
