package dev.quartet.local.lambda;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A name for a version, or for a version and the canary beside it. Immutable.
 *
 * @param weights share of the calls by other versions, 0 to 1; the rest goes to {@code version}
 * @param revisionId another one after each change
 */
record Alias(String name, String version, String description, Map<String, Double> weights, String revisionId) {
    Alias {
        requireNonNull(name, "name is null");
        requireNonNull(version, "version is null");
        weights = Map.copyOf(weights);
    }

    /** Creates one with a revision of its own. */
    Alias(String name, String version, String description, Map<String, Double> weights) {
        this(name, version, description, weights, UUID.randomUUID().toString());
    }

    boolean weighted() {
        return !weights.isEmpty();
    }

    /** Returns the version for a call; {@code dice} is uniform, from 0 (inclusive) to 1 (exclusive). */
    String route(double dice) {
        double threshold = 0;
        for (var entry : new TreeMap<>(weights).entrySet()) {
            threshold += entry.getValue();
            if (dice < threshold) {
                return entry.getKey();
            }
        }
        return version;
    }
}
