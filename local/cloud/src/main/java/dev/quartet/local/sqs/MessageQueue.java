package dev.quartet.local.sqs;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Disorder;
import dev.quartet.local.core.Queues.Outgoing;
import dev.quartet.local.sqs.StoredMessage.Content;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** One queue's messages, with SQS's visibility, delay, retention, deduplication and redrive. Thread-safe. */
final class MessageQueue {
    private static final Duration MOST_BETWEEN_PURGES = Duration.ofSeconds(60);
    private static final int MOST_IN_FLIGHT = 120_000;
    private static final long LONGEST_NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** What a sender is told. */
    record Sent(String messageId, Optional<String> sequenceNumber) {}

    /** How many messages are where. */
    record Counts(int visible, int inFlight, int delayed, long oldestSeconds) {}

    /** A message with the handle of this very receipt. */
    record Delivery(StoredMessage message, String receiptHandle, int receiveCount, Instant firstReceivedAt) {}

    /** What one look into the queue found: messages to hand out, and messages to give up. */
    private record Found(List<Delivery> deliveries, List<Content> dead) {}

    private final String arn;
    private final Clock clock;
    private final QueueMeter meter;
    private final Shelf shelf;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deduplication deduplication = new Deduplication();
    private volatile QueueAttributes attributes;
    private Instant lastPurge = Instant.MIN;

    MessageQueue(String arn, QueueAttributes attributes, Clock clock, QueueMeter meter, Disorder disorder) {
        this.arn = arn;
        this.attributes = attributes;
        this.clock = clock;
        this.meter = meter;
        this.shelf = attributes.fifo()
                ? new Shelf(new FifoOrder(), Disorder.NONE)
                : new Shelf(new StandardOrder(disorder), disorder);
    }

    QueueAttributes attributes() {
        return attributes;
    }

    void configure(QueueAttributes settings) {
        attributes = settings;
    }

    QueueMeter meter() {
        return meter;
    }

    /** Adds a message, unless a FIFO queue had it within five minutes. */
    Sent send(Outgoing message, Map<String, String> system, String senderId, Optional<Duration> delay) {
        var key = attributes.fifo() ? Optional.of(Deduplication.key(message, attributes)) : Optional.<String>empty();
        lock.lock();
        try {
            var now = clock.instant();
            if (key.isPresent()) {
                var accepted = deduplication.find(key.get(), now);
                if (accepted.isPresent()) {
                    return new Sent(
                            accepted.get().messageId(),
                            Optional.of(accepted.get().sequenceNumber()));
                }
            }
            var content = new Content(
                    UUID.randomUUID().toString(),
                    message.body(),
                    message.attributes(),
                    system,
                    senderId,
                    now,
                    message.groupId(),
                    attributes.fifo()
                            ? message.deduplicationId().or(() -> Optional.of(MessageDigests.sha256(message.body())))
                            : Optional.empty(),
                    Optional.empty());
            var stored = add(content, now, delay.orElse(attributes.delay()));
            meter.sent(MessageDigests.size(message.body(), message.attributes()));
            key.ifPresent(
                    k -> deduplication.add(k, new Deduplication.Accepted(content.id(), stored.sequenceNumber(), now)));
            return new Sent(content.id(), key.map(k -> stored.sequenceNumber()));
        } finally {
            lock.unlock();
        }
    }

    /** Takes over a message that another queue gave up or that returns from a dead-letter queue. */
    void take(Content content) {
        lock.lock();
        try {
            // A FIFO queue counts retention from the move on, a standard queue from the sending.
            var unused = add(content, attributes.fifo() ? clock.instant() : content.sentAt(), Duration.ZERO);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Receives up to {@code most} messages, waiting up to {@code wait} for the first; {@code giveUp} is handed those that were
     * received too often, outside the lock.
     */
    List<Delivery> receive(int most, Duration visibility, Duration wait, DeadLetters giveUp)
            throws InterruptedException {
        var until = System.nanoTime() + wait.toNanos();
        while (true) {
            Found found;
            lock.lockInterruptibly();
            try {
                found = look(most, visibility);
                if (found.deliveries().isEmpty() && found.dead().isEmpty()) {
                    var left = until - System.nanoTime();
                    if (left <= 0) {
                        meter.emptyReceive();
                        return List.of();
                    }
                    var unused = changed.awaitNanos(Math.min(left, nap()));
                    continue;
                }
            } finally {
                lock.unlock();
            }
            found.dead().forEach(giveUp::take);
            if (!found.deliveries().isEmpty()) {
                meter.received(found.deliveries().size());
                return found.deliveries();
            }
        }
    }

    void delete(String receiptHandle) {
        var receipt = Receipt.parse(receiptHandle);
        lock.lock();
        try {
            var message = shelf.find(receipt.messageId());
            if (message != null) {
                if (attributes.fifo() && !message.receivedBy(receipt, clock.instant())) {
                    throw SqsErrors.invalid("ReceiptHandle", receiptHandle, "The receipt handle has expired.");
                }
                remove(message);
            }
            meter.deleted();
        } finally {
            lock.unlock();
        }
    }

    void changeVisibility(String receiptHandle, Duration timeout) {
        var receipt = Receipt.parse(receiptHandle);
        lock.lock();
        try {
            var message = shelf.find(receipt.messageId());
            if (message == null) {
                throw SqsErrors.invalid(
                        "ReceiptHandle",
                        receiptHandle,
                        "Message does not exist or is not available for visibility timeout change.");
            }
            if (!message.receivedBy(receipt, clock.instant())) {
                throw SqsErrors.own(
                        "MessageNotInflight",
                        "The message referred to isn't in flight: its visibility timeout is over, or it was received anew.");
            }
            shelf.hide(message, clock.instant().plus(timeout));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void purge() {
        lock.lock();
        try {
            var now = clock.instant();
            if (lastPurge.isAfter(now.minus(MOST_BETWEEN_PURGES))) {
                throw SqsErrors.own(
                        "PurgeQueueInProgress",
                        "Only one PurgeQueue operation on this queue is allowed every 60 seconds.");
            }
            lastPurge = now;
            shelf.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Takes out the oldest message that is visible, for a move to another queue. */
    Optional<Content> moveOut() {
        lock.lock();
        try {
            shelf.promote(clock.instant());
            var next = shelf.next(1);
            next.forEach(this::remove);
            return next.stream().map(message -> message.content).findFirst();
        } finally {
            lock.unlock();
        }
    }

    /** Counts, after what is over its retention is gone. */
    Counts counts() {
        lock.lock();
        try {
            return shelf.counts(clock.instant(), attributes.retention());
        } finally {
            lock.unlock();
        }
    }

    private StoredMessage add(Content content, Instant enqueuedAt, Duration delay) {
        var now = clock.instant();
        var message = shelf.add(content, enqueuedAt, now, now.plus(delay));
        changed.signalAll();
        return message;
    }

    private Found look(int most, Duration visibility) {
        var now = clock.instant();
        shelf.promote(now);
        var deliveries = new ArrayList<Delivery>();
        var dead = new ArrayList<Content>();
        if (shelf.inFlight() >= MOST_IN_FLIGHT) {
            throw new AwsException("OverLimit", 403, "Too many messages in flight: the most are " + MOST_IN_FLIGHT);
        }
        var redrive = attributes.redrive();
        for (var message : shelf.next(most)) {
            if (message.expired(attributes.retention(), now)) {
                remove(message);
            } else if (redrive.isPresent()
                    && message.receiveCount >= redrive.get().maxReceiveCount()) {
                remove(message);
                dead.add(message.content.givenUpBy(arn));
            } else {
                deliveries.add(shelf.deliver(message, visibility, now));
            }
        }
        return new Found(deliveries, dead);
    }

    private void remove(StoredMessage message) {
        shelf.remove(message);
        changed.signalAll(); // a FIFO group may be free again
    }

    /** Short naps, as the clock that visibility goes by may be moved by hand. */
    private long nap() {
        return shelf.nextDue()
                .map(due -> Math.clamp(
                        Duration.between(clock.instant(), due).toNanos(),
                        TimeUnit.MILLISECONDS.toNanos(1),
                        LONGEST_NAP_NANOS))
                .orElse(LONGEST_NAP_NANOS);
    }
}
