package dev.quartet.local.sqs;

import dev.quartet.local.core.AwsException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A queue's settings by the names of <a
 * href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html">SetQueueAttributes</a>,
 * validated. Immutable.
 */
final class QueueAttributes {
    private static final Set<String> SETTABLE = Set.of(
            "ContentBasedDeduplication",
            "DeduplicationScope",
            "DelaySeconds",
            "FifoQueue",
            "FifoThroughputLimit",
            "KmsDataKeyReusePeriodSeconds",
            "KmsMasterKeyId",
            "MaximumMessageSize",
            "MessageRetentionPeriod",
            "Policy",
            "ReceiveMessageWaitTimeSeconds",
            "RedriveAllowPolicy",
            "RedrivePolicy",
            "SqsManagedSseEnabled",
            "VisibilityTimeout");
    private static final Set<String> FIFO_ONLY =
            Set.of("ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit");
    private static final Map<String, String> DEFAULTS = Map.of(
            "DelaySeconds", "0",
            "MaximumMessageSize", "262144",
            "MessageRetentionPeriod", "345600",
            "ReceiveMessageWaitTimeSeconds", "0",
            "SqsManagedSseEnabled", "true",
            "VisibilityTimeout", "30");

    private final Map<String, String> values;
    private final Optional<RedrivePolicy> redrive;
    private final Optional<RedriveAllowPolicy> redriveAllow;

    private QueueAttributes(Map<String, String> values) {
        this.values = Collections.unmodifiableMap(new TreeMap<>(values));
        this.redrive = value("RedrivePolicy").map(RedrivePolicy::parse);
        this.redriveAllow = value("RedriveAllowPolicy").map(RedriveAllowPolicy::parse);
    }

    /** Returns the settings of a new queue. */
    static QueueAttributes of(String queueName, Map<String, String> given) {
        var values = new TreeMap<>(DEFAULTS);
        var fifo = queueName.endsWith(".fifo");
        if (fifo != Boolean.parseBoolean(given.getOrDefault("FifoQueue", "false"))) {
            throw SqsErrors.invalid(
                    "QueueName",
                    queueName,
                    "The name of a FIFO queue, and only its, ends with .fifo, and FifoQueue must be true.");
        }
        if (fifo) {
            values.put("ContentBasedDeduplication", "false");
            values.put("DeduplicationScope", "queue");
            values.put("FifoThroughputLimit", "perQueue");
        }
        return new QueueAttributes(values).with(given);
    }

    /** Returns these settings with {@code changes}; an empty text takes a setting away. */
    QueueAttributes with(Map<String, String> changes) {
        var result = new TreeMap<>(values);
        changes.forEach((name, value) -> {
            check(name, value);
            if (value.isEmpty()) {
                result.remove(name);
            } else {
                result.put(name, value);
            }
        });
        if (!"true".equals(result.get("FifoQueue"))) {
            result.remove("FifoQueue");
            for (var name : FIFO_ONLY) {
                if (result.containsKey(name)) {
                    throw new AwsException("InvalidAttributeName", 400, "Unknown Attribute " + name + ".");
                }
            }
        }
        return new QueueAttributes(result);
    }

    Map<String, String> asMap() {
        return values;
    }

    boolean fifo() {
        return values.containsKey("FifoQueue");
    }

    boolean contentBasedDeduplication() {
        return "true".equals(values.get("ContentBasedDeduplication"));
    }

    boolean deduplicatesByGroup() {
        return "messageGroup".equals(values.get("DeduplicationScope"));
    }

    Duration visibilityTimeout() {
        return seconds("VisibilityTimeout");
    }

    Duration delay() {
        return seconds("DelaySeconds");
    }

    Duration retention() {
        return seconds("MessageRetentionPeriod");
    }

    Duration receiveWait() {
        return seconds("ReceiveMessageWaitTimeSeconds");
    }

    int maximumMessageSize() {
        return Integer.parseInt(values.getOrDefault("MaximumMessageSize", "262144"));
    }

    Optional<String> policy() {
        return value("Policy");
    }

    Optional<RedrivePolicy> redrive() {
        return redrive;
    }

    Optional<RedriveAllowPolicy> redriveAllow() {
        return redriveAllow;
    }

    /** Returns if the key is AWS's own, which no service principal may use. */
    boolean encryptedByAwsManagedKey() {
        return value("KmsMasterKeyId").filter(key -> key.contains("alias/aws/")).isPresent();
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    private Duration seconds(String name) {
        return Duration.ofSeconds(Long.parseLong(values.getOrDefault(name, DEFAULTS.getOrDefault(name, "0"))));
    }

    private static void check(String name, String value) {
        if (!SETTABLE.contains(name)) {
            throw new AwsException("InvalidAttributeName", 400, "Unknown Attribute " + name + ".");
        }
        switch (name) {
            case "DelaySeconds" -> range(name, value, 0, 900);
            case "MaximumMessageSize" -> range(name, value, 1024, 262_144);
            case "MessageRetentionPeriod" -> range(name, value, 60, 1_209_600);
            case "ReceiveMessageWaitTimeSeconds" -> range(name, value, 0, 20);
            case "VisibilityTimeout" -> range(name, value, 0, 43_200);
            case "KmsDataKeyReusePeriodSeconds" -> range(name, value, 60, 86_400);
            case "FifoQueue", "ContentBasedDeduplication", "SqsManagedSseEnabled" ->
                oneOf(name, value, Set.of("true", "false"));
            case "DeduplicationScope" -> oneOf(name, value, Set.of("queue", "messageGroup"));
            case "FifoThroughputLimit" -> oneOf(name, value, Set.of("perQueue", "perMessageGroupId"));
            default -> {
                // Policies are checked where they are understood.
            }
        }
    }

    private static void range(String name, String value, long least, long most) {
        if (!value.matches("[0-9]{1,9}") || Long.parseLong(value) < least || Long.parseLong(value) > most) {
            throw SqsErrors.attributeValue(name, value, "%d to %d".formatted(least, most));
        }
    }

    private static void oneOf(String name, String value, Set<String> allowed) {
        if (!allowed.contains(value)) {
            throw SqsErrors.attributeValue(name, value, String.join(", ", allowed));
        }
    }
}
