package dev.quartet.local.sqs;

import dev.quartet.local.core.Disorder;
import dev.quartet.local.sqs.MessageQueue.Counts;
import dev.quartet.local.sqs.MessageQueue.Delivery;
import dev.quartet.local.sqs.StoredMessage.Content;
import dev.quartet.local.sqs.StoredMessage.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One queue's messages: which can be received, which are hidden and until when. Guarded by its queue's lock. */
final class Shelf {
    private final DeliveryOrder order;
    private final Disorder disorder;
    /** In the order of arrival. */
    private final Map<String, StoredMessage> messages = new LinkedHashMap<>();

    private final TreeSet<StoredMessage> hidden = new TreeSet<>(
            Comparator.<StoredMessage, Instant>comparing(m -> m.hiddenUntil).thenComparing(m -> m.sequence));
    private long sequence;
    private int inFlight;

    Shelf(DeliveryOrder order, Disorder disorder) {
        this.order = order;
        this.disorder = disorder;
    }

    @Nullable
    StoredMessage find(String messageId) {
        return messages.get(messageId);
    }

    int inFlight() {
        return inFlight;
    }

    /** Adds a message that can be received from {@code visibleFrom} on. */
    StoredMessage add(Content content, Instant enqueuedAt, Instant now, Instant visibleFrom) {
        var message = new StoredMessage(content, enqueuedAt, ++sequence);
        messages.put(content.id(), message);
        order.arrived(message);
        if (visibleFrom.isAfter(now)) {
            message.hiddenUntil = visibleFrom;
            hidden.add(message);
        } else {
            show(message);
        }
        return message;
    }

    /** Shows what was hidden until {@code now}. */
    void promote(Instant now) {
        while (!hidden.isEmpty() && !hidden.first().hiddenUntil.isAfter(now)) {
            var message = hidden.first();
            hidden.remove(message);
            if (message.state == State.IN_FLIGHT) {
                inFlight--;
            }
            show(message);
        }
    }

    /** Returns up to {@code most} of those that can be received. */
    List<StoredMessage> next(int most) {
        return order.next(most);
    }

    /** Hands a message out, and hides it. */
    Delivery deliver(StoredMessage message, Duration visibility, Instant now) {
        message.receiveCount++;
        var first = message.firstReceivedAt == null ? now : message.firstReceivedAt;
        message.firstReceivedAt = first;
        var receipt = Receipt.of(message.content.id());
        message.receipt = receipt.nonce();
        if (!disorder.deliverTwice() && !visibility.isZero()) {
            order.taken(message);
            message.state = State.IN_FLIGHT;
            message.hiddenUntil = now.plus(visibility);
            hidden.add(message);
            inFlight++;
        }
        return new Delivery(message, receipt.toString(), message.receiveCount, first);
    }

    /** Hides a message that is hidden until another time. */
    void hide(StoredMessage message, Instant until) {
        hidden.remove(message);
        message.hiddenUntil = until;
        hidden.add(message);
    }

    void remove(StoredMessage message) {
        if (hidden.remove(message) && message.state == State.IN_FLIGHT) {
            inFlight--;
        }
        order.gone(message);
        messages.remove(message.content.id());
    }

    void clear() {
        messages.clear();
        hidden.clear();
        order.clear();
        inFlight = 0;
    }

    /** Counts, after what is over its retention is gone. */
    Counts counts(Instant now, Duration retention) {
        promote(now);
        new ArrayList<>(messages.values())
                .stream().filter(message -> message.expired(retention, now)).forEach(this::remove);
        var oldest = messages.isEmpty()
                ? 0
                : Duration.between(messages.values().iterator().next().enqueuedAt, now)
                        .toSeconds();
        return new Counts(messages.size() - hidden.size(), inFlight, hidden.size() - inFlight, Math.max(0, oldest));
    }

    /** Returns when the next hidden message is to be shown. */
    Optional<Instant> nextDue() {
        return hidden.isEmpty() ? Optional.empty() : Optional.of(hidden.first().hiddenUntil);
    }

    private void show(StoredMessage message) {
        order.ready(message);
        message.state = State.READY;
    }
}
