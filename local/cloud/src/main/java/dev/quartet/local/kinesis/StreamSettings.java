package dev.quartet.local.kinesis;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * How a stream is. Immutable.
 *
 * @param onDemand or provisioned
 * @param shardCount to begin with
 * @param key the AWS-managed key, when the stream is to be encrypted: records are in memory alone here
 */
record StreamSettings(boolean onDemand, int shardCount, Duration retention, Optional<String> key) {
    static final Duration USUAL_RETENTION = Duration.ofHours(24);

    private static final int ON_DEMAND_SHARDS = 4;
    private static final int MOST_SHARDS = 500;
    private static final int MOST_HOURS = 8760;
    private static final String MANAGED_KEY = "alias/aws/kinesis";

    StreamSettings {
        requireNonNull(retention, "retention is null");
        requireNonNull(key, "key is null");
        if (shardCount < 1 || shardCount > MOST_SHARDS) {
            throw Errors.validation("shardCount", shardCount, "Member must have value from 1 to " + MOST_SHARDS);
        }
        if (retention.compareTo(USUAL_RETENTION) < 0 || retention.toHours() > MOST_HOURS) {
            throw Errors.invalid(
                    "Minimum allowed retention period is 24 hours, maximum %d hours. Requested retention period (%d hours) is not allowed."
                            .formatted(MOST_HOURS, retention.toHours()));
        }
        if (key.isPresent() && !key.get().endsWith(MANAGED_KEY)) {
            throw Errors.invalid(
                    "the key %s: the local cloud has Kinesis's own key %s alone, as it enforces no policies of keys"
                            .formatted(key.get(), MANAGED_KEY));
        }
    }

    static StreamSettings provisioned(int shards) {
        return new StreamSettings(false, shards, USUAL_RETENTION, Optional.empty());
    }

    static StreamSettings allOnDemand() {
        return new StreamSettings(true, ON_DEMAND_SHARDS, USUAL_RETENTION, Optional.empty());
    }

    StreamSettings withRetention(Duration now) {
        return new StreamSettings(onDemand, shardCount, now, key);
    }

    StreamSettings withKey(Optional<String> now) {
        return new StreamSettings(onDemand, shardCount, retention, now);
    }

    StreamSettings withOnDemand(boolean now) {
        return new StreamSettings(now, shardCount, retention, key);
    }

    String mode() {
        return onDemand ? "ON_DEMAND" : "PROVISIONED";
    }

    String encryptionType() {
        return key.isPresent() ? "KMS" : "NONE";
    }
}
