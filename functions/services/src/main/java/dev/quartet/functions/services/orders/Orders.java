package dev.quartet.functions.services.orders;

import dev.quartet.functions.common.Times;
import dev.quartet.functions.data.Attributes;
import dev.quartet.functions.data.Store;
import dev.quartet.functions.services.Contention;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * The orders' table. An order is written down PENDING and decided once: every decision bears the condition that it is still PENDING.
 * Its stream is the outbox: nothing is published here.
 */
final class Orders {
    private final Store store;
    private final Contention contention;
    private final String tableName;
    private final Clock clock;

    Orders(Store store, Contention contention, String tableName, Clock clock) {
        this.store = store;
        this.contention = contention;
        this.tableName = tableName;
        this.clock = clock;
    }

    Optional<OrderRecord> find(String id) {
        Map<String, AttributeValue> item = store.table(client -> client.getItem(request ->
                        request.tableName(tableName).key(OrderItems.key(id)).consistentRead(true)))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(OrderItems.order(item));
    }

    /** The order as it is now; it must be there, as nothing deletes orders. */
    OrderRecord current(String id) {
        return find(id).orElseThrow(() -> new IllegalStateException("order " + id + " is gone, which nothing deletes"));
    }

    void create(OrderRecord order) {
        store.table(client -> client.putItem(put ->
                put.tableName(tableName).item(OrderItems.item(order)).conditionExpression("attribute_not_exists(pk)")));
    }

    /** @return the order as it is then; empty if it was decided before */
    Optional<OrderRecord> confirm(String id) {
        return decide(
                id,
                "SET #status = :status, version = version + :one, decidedAt = :now REMOVE due",
                Map.of(":status", Attributes.text(Status.CONFIRMED.name())));
    }

    /** For an order that has no stock: there is nothing left to do. Empty if it was decided before. */
    Optional<OrderRecord> outOfStock(String id) {
        return decide(
                id,
                "SET #status = :status, version = version + :one, decidedAt = :now, reason = :reason REMOVE due",
                rejected(Reason.OUT_OF_STOCK));
    }

    /** For an order that may have stock: it stays due until that was given back. Empty if it was decided before. */
    Optional<OrderRecord> abandon(String id) {
        return decide(
                id,
                "SET #status = :status, version = version + :one, decidedAt = :now, reason = :reason",
                rejected(Reason.ABANDONED));
    }

    private static Map<String, AttributeValue> rejected(Reason reason) {
        return Map.of(":status", Attributes.text(Status.REJECTED.name()), ":reason", Attributes.text(reason.name()));
    }

    /** Nothing is left to do for a rejected order. */
    void settle(String id) {
        contention.write(client -> client.updateItem(update -> update.tableName(tableName)
                .key(OrderItems.key(id))
                .updateExpression("REMOVE due")
                .conditionExpression("#status = :rejected")
                .expressionAttributeNames(Map.of("#status", "status"))
                .expressionAttributeValues(Map.of(":rejected", Attributes.text(Status.REJECTED.name())))));
    }

    private Optional<OrderRecord> decide(String id, String expression, Map<String, AttributeValue> decision) {
        Map<String, AttributeValue> values = new HashMap<>(decision);
        values.put(":one", Attributes.number(1));
        values.put(":now", Attributes.text(Times.sortable(now())));
        values.put(":pending", Attributes.text(Status.PENDING.name()));
        try {
            return Optional.of(OrderItems.order(contention
                    .write(client -> client.updateItem(update -> update.tableName(tableName)
                            .key(OrderItems.key(id))
                            .updateExpression(expression)
                            .conditionExpression("#status = :pending")
                            .expressionAttributeNames(Map.of("#status", "status"))
                            .expressionAttributeValues(values)
                            .returnValues(ReturnValue.ALL_NEW)))
                    .attributes()));
        } catch (ConditionalCheckFailedException e) {
            return Optional.empty();
        }
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
