package dev.quartet.local.sqs;

import dev.quartet.local.core.Queues.Outgoing;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a FIFO queue took in the last five minutes, deleted or not. Guarded by the queue's lock. */
final class Deduplication {
    private static final Duration INTERVAL = Duration.ofMinutes(5);

    /** What the first sender was told. */
    record Accepted(String messageId, String sequenceNumber, Instant at) {}

    private final Map<String, Accepted> accepted = new LinkedHashMap<>();

    Optional<Accepted> find(String key, Instant now) {
        var oldest = accepted.entrySet().iterator();
        while (oldest.hasNext() && !oldest.next().getValue().at().plus(INTERVAL).isAfter(now)) {
            oldest.remove();
        }
        return Optional.ofNullable(accepted.get(key));
    }

    void add(String key, Accepted answer) {
        accepted.put(key, answer);
    }

    /** Returns by what a message is known; throws where a FIFO queue's message does not say. */
    static String key(Outgoing message, QueueAttributes attributes) {
        if (message.groupId().isEmpty()) {
            throw SqsErrors.missing("MessageGroupId");
        }
        var id = message.deduplicationId();
        if (id.isEmpty() && !attributes.contentBasedDeduplication()) {
            throw SqsErrors.invalid(
                    "MessageDeduplicationId",
                    "",
                    "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly");
        }
        var key = id.orElseGet(() -> MessageDigests.sha256(message.body()));
        return attributes.deduplicatesByGroup() ? message.groupId().get() + "\n" + key : key;
    }
}
