package dev.quartet.functions.services.orders;

import dev.quartet.functions.common.Digests;
import dev.quartet.functions.common.Problem;
import dev.quartet.functions.data.Attributes;
import dev.quartet.functions.data.Store;
import dev.quartet.functions.services.Contention;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Which order an Idempotency-Key made: {@code pk=KEY#<SHA-256 of the key>}, written in one transaction with the order, until the table's
 * TTL attribute {@code expiresAt}.
 */
final class Keys {
    private static final Duration KEPT = Duration.ofHours(24);

    private final Store store;
    private final Contention contention;
    private final String tableName;
    private final Clock clock;

    Keys(Store store, Contention contention, String tableName, Clock clock) {
        this.store = store;
        this.contention = contention;
        this.tableName = tableName;
        this.clock = clock;
    }

    /**
     * The id of the order that the key made; empty if it made none within a day.
     *
     * @param digest of what is asked for with it now
     * @throws dev.quartet.functions.common.ProblemException 422 if something else was asked for with it
     */
    Optional<String> find(String key, String digest) {
        Map<String, AttributeValue> item = store.table(client -> client.getItem(
                        request -> request.tableName(tableName).key(item(key)).consistentRead(true)))
                .item();
        // DynamoDB deletes an expired item days later at times: here it is gone at once.
        if (item.isEmpty()
                || Long.parseLong(Attributes.required(item, "expiresAt").n()) < now()) {
            return Optional.empty();
        }
        if (!Attributes.required(item, "request").s().equals(digest)) {
            throw Problem.of(
                            422,
                            "Idempotency-Key Reused",
                            "This Idempotency-Key was used for another order within the last 24 hours; take a new one.")
                    .exception();
        }
        return Optional.of(Attributes.required(item, "order").s());
    }

    /** @return whether the order was written; false if the key has one already */
    boolean create(OrderRecord order, String key, String digest) {
        Map<String, AttributeValue> record = new HashMap<>(item(key));
        record.put("order", Attributes.text(order.id()));
        record.put("request", Attributes.text(digest));
        record.put("expiresAt", Attributes.number(now() + KEPT.toSeconds()));
        TransactWriteItem once = TransactWriteItem.builder()
                .put(put -> put.tableName(tableName)
                        .item(record)
                        .conditionExpression("attribute_not_exists(pk) OR expiresAt < :now")
                        .expressionAttributeValues(Map.of(":now", Attributes.number(now()))))
                .build();
        TransactWriteItem made = TransactWriteItem.builder()
                .put(put -> put.tableName(tableName)
                        .item(OrderItems.item(order))
                        .conditionExpression("attribute_not_exists(pk)"))
                .build();
        try {
            contention.write(
                    client -> client.transactWriteItems(request -> request.transactItems(List.of(once, made))));
            return true;
        } catch (TransactionCanceledException e) {
            Contention.requireConditionFailed(e);
            return false;
        }
    }

    private static Map<String, AttributeValue> item(String key) {
        return Map.of("pk", Attributes.text("KEY#" + Digests.hex(key.getBytes(StandardCharsets.UTF_8))));
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
