package dev.quartet.functions.services.orders;

import dev.quartet.functions.common.Events;
import dev.quartet.functions.services.events.Envelope;
import dev.quartet.functions.services.events.Event;
import dev.quartet.functions.services.events.Order;
import dev.quartet.functions.services.events.OrderPlaced;
import dev.quartet.functions.services.events.OrderRejected;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the orders table's stream says of decisions, as events. The same record makes the same event, however often it comes. */
final class Decisions {
    /** A record of the stream that is a decision: where it stands in its shard, and what it says. */
    record Decision(String sequenceNumber, Event event) {
        String orderId() {
            String eventId = event.envelope().eventId();
            return eventId.substring(0, eventId.indexOf('#'));
        }
    }

    private Decisions() {}

    /** @throws IllegalArgumentException if it is no record of a stream */
    static String sequenceNumber(@Nullable Object streamRecord) {
        return Events.text(streamRecord, "dynamodb", "SequenceNumber");
    }

    /**
     * Empty for a change that decides nothing.
     *
     * @throws IllegalArgumentException or IllegalStateException naming what is missing if the item is no order
     */
    static Optional<Decision> of(@Nullable Object streamRecord) {
        Object image = Events.at(streamRecord, "dynamodb", "NewImage");
        Object now = Events.at(image, "status", "S");
        boolean wasPending =
                Status.PENDING.name().equals(Events.at(streamRecord, "dynamodb", "OldImage", "status", "S"));
        if (!wasPending || now == null || Status.PENDING.name().equals(now)) {
            return Optional.empty();
        }
        OrderRecord order = OrderItems.order(StreamImages.item(image));
        return Optional.of(new Decision(sequenceNumber(streamRecord), event(order)));
    }

    private static Event event(OrderRecord order) {
        Envelope envelope = new Envelope(order.id() + "#" + order.version(), order.decidedAt(), order.correlationId());
        Order shown = new Order(order.id(), order.customer(), order.lines(), order.total());
        if (order.status() == Status.CONFIRMED) {
            return new OrderPlaced(envelope, shown);
        }
        if (order.reason() == null) {
            throw new IllegalStateException("order " + order.id() + " is rejected without a reason");
        }
        return new OrderRejected(envelope, shown, order.reason().name());
    }
}
