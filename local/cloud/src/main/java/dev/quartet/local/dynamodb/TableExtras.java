package dev.quartet.local.dynamodb;

import dev.quartet.local.core.AwsException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What DynamoDB Local lacks of a table and is kept here: tags and whether point-in-time recovery is on (recorded: no backup is
 * made). By ARN. Thread-safe.
 */
final class TableExtras {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration RECOVERY_WINDOW = Duration.ofDays(35);

    private final Clock clock;
    private final Map<String, Map<String, String>> tags = new ConcurrentHashMap<>();
    private final Map<String, Instant> recoveryOn = new ConcurrentHashMap<>();

    TableExtras(Clock clock) {
        this.clock = clock;
    }

    void tag(String arn, Map<String, String> added) {
        tags.merge(arn, Map.copyOf(added), (old, more) -> {
            var all = new TreeMap<>(old);
            all.putAll(more);
            return Map.copyOf(all);
        });
    }

    void recovery(String arn, boolean on) {
        if (on) {
            recoveryOn.putIfAbsent(arn, clock.instant());
        } else {
            recoveryOn.remove(arn);
        }
    }

    /** Answers one of the operations of kind {@link Operation.Kind#FRONT}. The table exists. */
    ObjectNode answer(String operation, String arn, ObjectNode input) {
        return switch (operation) {
            case "TagResource" -> {
                var added = new TreeMap<String, String>();
                input.path("Tags")
                        .forEach(tag -> added.put(
                                tag.path("Key").asString(""), tag.path("Value").asString("")));
                tag(arn, added);
                yield JSON.createObjectNode();
            }
            case "UntagResource" -> {
                tags.computeIfPresent(arn, (key, old) -> {
                    var left = new TreeMap<>(old);
                    input.path("TagKeys").forEach(name -> left.remove(name.asString("")));
                    return Map.copyOf(left);
                });
                yield JSON.createObjectNode();
            }
            case "ListTagsOfResource" -> {
                var result = JSON.createObjectNode();
                var list = result.putArray("Tags");
                new TreeMap<>(tags.getOrDefault(arn, Map.of()))
                        .forEach(
                                (key, value) -> list.addObject().put("Key", key).put("Value", value));
                yield result;
            }
            case "UpdateContinuousBackups" -> {
                recovery(
                        arn,
                        input.path("PointInTimeRecoverySpecification")
                                .path("PointInTimeRecoveryEnabled")
                                .asBoolean(false));
                yield backups(arn);
            }
            case "DescribeContinuousBackups" -> backups(arn);
            default -> throw new AwsException("UnknownOperationException", 400, "Unknown operation " + operation);
        };
    }

    private ObjectNode backups(String arn) {
        var result = JSON.createObjectNode();
        var backups = result.putObject("ContinuousBackupsDescription").put("ContinuousBackupsStatus", "ENABLED");
        var recovery = backups.putObject("PointInTimeRecoveryDescription");
        var since = recoveryOn.get(arn);
        recovery.put("PointInTimeRecoveryStatus", since == null ? "DISABLED" : "ENABLED");
        if (since != null) {
            var now = clock.instant();
            var earliest = since.isAfter(now.minus(RECOVERY_WINDOW)) ? since : now.minus(RECOVERY_WINDOW);
            recovery.put("RecoveryPeriodInDays", RECOVERY_WINDOW.toDays());
            recovery.put("EarliestRestorableDateTime", earliest.getEpochSecond());
            recovery.put("LatestRestorableDateTime", now.getEpochSecond());
        }
        return result;
    }
}
