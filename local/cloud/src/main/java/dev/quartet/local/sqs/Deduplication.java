package dev.quartet.local.sqs;

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
}
