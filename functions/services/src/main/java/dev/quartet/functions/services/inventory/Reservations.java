package dev.quartet.functions.services.inventory;

import dev.quartet.functions.data.Attributes;
import dev.quartet.functions.data.Store;
import dev.quartet.functions.services.Contention;
import dev.quartet.functions.services.Line;
import dev.quartet.functions.services.inventory.Reservation.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Reserves stock for orders and gives it back. Stock and reservation change in one transaction, so that neither is ever without the
 * other, and what was decided for an order stays decided: calls may come twice, at once, late or out of order. A refusal, too, leaves a
 * tombstone: else a first try that was thought lost could take what came back after the customer was told that there is none.
 */
final class Reservations {
    private final Store store;
    private final Contention contention;
    private final String tableName;

    Reservations(Store store, Contention contention, String tableName) {
        this.store = store;
        this.contention = contention;
        this.tableName = tableName;
    }

    /** @return what stands for the order now: RESERVED with these lines, or with others by an earlier call, or RELEASED */
    Reservation reserve(String orderId, List<Line> lines) {
        Reservation wanted = new Reservation(orderId, Status.RESERVED, lines, null);
        List<TransactWriteItem> writes = new ArrayList<>();
        writes.add(putNew(wanted));
        wanted.quantities()
                .forEach((sku, quantity) -> writes.add(move(
                        sku,
                        quantity,
                        "SET available = available - :quantity, reserved = reserved + :quantity",
                        "available >= :quantity")));
        try {
            contention.write(client -> client.transactWriteItems(request -> request.transactItems(writes)));
            return wanted;
        } catch (TransactionCanceledException e) {
            Contention.requireConditionFailed(e);
            // Either there is a reservation, or too little stock: putting the refusal tells which of the two.
            return decided(new Reservation(orderId, Status.RELEASED, lines, Reservation.OUT_OF_STOCK));
        }
    }

    /** Gives an order's stock back, if it has any, and sees to it that it never gets any. */
    void release(String orderId) {
        Reservation reservation =
                find(orderId).orElseGet(() -> decided(new Reservation(orderId, Status.RELEASED, List.of(), null)));
        if (reservation.status() == Status.RELEASED) {
            return;
        }
        List<TransactWriteItem> writes = new ArrayList<>();
        writes.add(TransactWriteItem.builder()
                .update(update -> update.tableName(tableName)
                        .key(Reservation.key(orderId))
                        .updateExpression("SET #status = :released")
                        .conditionExpression("#status = :reserved")
                        .expressionAttributeNames(Map.of("#status", "status"))
                        .expressionAttributeValues(Map.of(
                                ":released", Attributes.text(Status.RELEASED.name()),
                                ":reserved", Attributes.text(Status.RESERVED.name()))))
                .build());
        reservation
                .quantities()
                .forEach((sku, quantity) -> writes.add(move(
                        sku,
                        quantity,
                        "SET available = available + :quantity, reserved = reserved - :quantity",
                        "reserved >= :quantity")));
        try {
            contention.write(client -> client.transactWriteItems(request -> request.transactItems(writes)));
        } catch (TransactionCanceledException e) {
            Contention.requireConditionFailed(e);
            requireReleased(orderId, e);
        }
    }

    /** Somebody else may have released it at the same time; anything else is a table in disorder. */
    private void requireReleased(String orderId, TransactionCanceledException e) {
        boolean released = find(orderId)
                .map(reservation -> reservation.status() == Status.RELEASED)
                .orElse(false);
        if (!released) {
            throw new IllegalStateException("the stock has fewer pieces reserved than order " + orderId + " has", e);
        }
    }

    /** @return the reservation, if the order had none; else the one that it has */
    private Reservation decided(Reservation reservation) {
        try {
            contention.write(client -> client.putItem(put ->
                    put.tableName(tableName).item(reservation.item()).conditionExpression("attribute_not_exists(pk)")));
            return reservation;
        } catch (ConditionalCheckFailedException e) {
            return find(reservation.orderId())
                    .orElseThrow(() -> new IllegalStateException("a reservation was deleted, which nothing does", e));
        }
    }

    private Optional<Reservation> find(String orderId) {
        Map<String, AttributeValue> item = store.table(client -> client.getItem(request -> request.tableName(tableName)
                        .key(Reservation.key(orderId))
                        .consistentRead(true)))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(Reservation.of(orderId, item));
    }

    private TransactWriteItem putNew(Reservation reservation) {
        return TransactWriteItem.builder()
                .put(put -> put.tableName(tableName)
                        .item(reservation.item())
                        .conditionExpression("attribute_not_exists(pk)"))
                .build();
    }

    private TransactWriteItem move(String sku, int quantity, String expression, String condition) {
        return TransactWriteItem.builder()
                .update(update -> update.tableName(tableName)
                        .key(Stocks.key(sku))
                        .updateExpression(expression)
                        .conditionExpression(condition)
                        .expressionAttributeValues(Map.of(":quantity", Attributes.number(quantity))))
                .build();
    }
}
