package dev.quartet.local.sqs;

import dev.quartet.local.core.MessageAttribute;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A message in a queue. Guarded by its queue's lock. */
final class StoredMessage {
    /** Where it is on its way. */
    enum State {
        DELAYED,
        READY,
        IN_FLIGHT
    }

    /**
     * What a message is, wherever it lies. Immutable.
     *
     * @param system attributes that the sender gave, such as {@code AWSTraceHeader}
     * @param deadLetterSource the queue that gave it up
     */
    record Content(
            String id,
            String body,
            Map<String, MessageAttribute> attributes,
            Map<String, String> system,
            String senderId,
            Instant sentAt,
            Optional<String> groupId,
            Optional<String> deduplicationId,
            Optional<String> deadLetterSource) {
        Content {
            attributes = Map.copyOf(attributes);
            system = Map.copyOf(system);
        }

        /** Returns it as its dead-letter queue holds it. */
        Content givenUpBy(String queueArn) {
            return new Content(
                    id, body, attributes, system, senderId, sentAt, groupId, deduplicationId, Optional.of(queueArn));
        }

        /** Returns it as a new message, sent {@code now}: what a move out of a dead-letter queue makes of it. */
        Content anew(Instant now) {
            return new Content(
                    UUID.randomUUID().toString(),
                    body,
                    attributes,
                    system,
                    senderId,
                    now,
                    groupId,
                    deduplicationId,
                    Optional.empty());
        }
    }

    final Content content;
    final Instant enqueuedAt;
    final long sequence;
    State state = State.DELAYED;
    /** When a delayed or received message shows itself. */
    Instant hiddenUntil = Instant.MIN;
    /** Its place among those that are ready. */
    long order;

    int receiveCount;

    @Nullable
    Instant firstReceivedAt;
    /** The nonce of the newest receipt handle. */
    String receipt = "";

    StoredMessage(Content content, Instant enqueuedAt, long sequence) {
        this.content = content;
        this.enqueuedAt = enqueuedAt;
        this.sequence = sequence;
        this.order = sequence;
    }

    /** Returns a FIFO queue's sequence number, 20 digits. */
    String sequenceNumber() {
        return "%020d".formatted(sequence);
    }

    /** Tells whether it is over {@code retention}. */
    boolean expired(Duration retention, Instant now) {
        return !enqueuedAt.plus(retention).isAfter(now);
    }

    /** Tells whether {@code which} is its newest receipt, and still counts. */
    boolean receivedBy(Receipt which, Instant now) {
        return state == State.IN_FLIGHT && receipt.equals(which.nonce()) && hiddenUntil.isAfter(now);
    }
}
