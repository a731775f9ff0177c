package dev.quartet.local.s3;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How the program set up one bucket. Thread-safe. */
final class BucketSettings {
    /** The four switches of Block Public Access. */
    record PublicAccess(boolean blockAcls, boolean ignoreAcls, boolean blockPolicy, boolean restrictBuckets) {
        /** New buckets block everything, since April 2023. */
        static final PublicAccess DEFAULT = new PublicAccess(true, true, true, true);
    }

    private volatile Optional<String> policy = Optional.empty();
    private volatile PublicAccess publicAccess = PublicAccess.DEFAULT;
    private volatile Optional<String> versioning = Optional.empty();
    private volatile Optional<String> acceleration = Optional.empty();
    private volatile List<CorsRule> cors = List.of();
    private final Map<String, String> metricPrefixes = new ConcurrentHashMap<>();

    Optional<String> policy() {
        return policy;
    }

    void policy(String document) {
        policy = Optional.of(document);
    }

    PublicAccess publicAccess() {
        return publicAccess;
    }

    void publicAccess(PublicAccess changed) {
        publicAccess = changed;
    }

    /** Returns {@code Enabled}, {@code Suspended}, or empty when it was never on. */
    Optional<String> versioning() {
        return versioning;
    }

    void versioning(String status) {
        versioning = status.equals("Disabled") ? Optional.empty() : Optional.of(status);
    }

    boolean keepsVersions() {
        return versioning.filter("Enabled"::equals).isPresent();
    }

    /** Returns {@code Enabled}, {@code Suspended}, or empty when transfer acceleration was never on. */
    Optional<String> acceleration() {
        return acceleration;
    }

    void acceleration(String status) {
        acceleration = Optional.of(status);
    }

    List<CorsRule> cors() {
        return cors;
    }

    void cors(List<CorsRule> rules) {
        cors = List.copyOf(rules);
    }

    /** Returns the ids of the request metrics' filters, each with the prefix of the keys that it counts. */
    Map<String, String> metricPrefixes() {
        return metricPrefixes;
    }
}
