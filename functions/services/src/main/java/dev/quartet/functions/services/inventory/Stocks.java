package dev.quartet.functions.services.inventory;

import dev.quartet.functions.data.Attributes;
import dev.quartet.functions.data.Store;
import dev.quartet.functions.services.Contention;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/** What is there of each product: {@code pk=STOCK#<sku>} with the numbers {@code available} and {@code reserved}. */
final class Stocks {
    private final Store store;
    private final Contention contention;
    private final String tableName;

    Stocks(Store store, Contention contention, String tableName) {
        this.store = store;
        this.contention = contention;
        this.tableName = tableName;
    }

    static Map<String, AttributeValue> key(String sku) {
        return Map.of("pk", Attributes.text("STOCK#" + sku));
    }

    Optional<Stock> find(String sku) {
        Map<String, AttributeValue> item = store.table(client -> client.getItem(
                        request -> request.tableName(tableName).key(key(sku)).consistentRead(true)))
                .item();
        return item.isEmpty()
                ? Optional.empty()
                : Optional.of(new Stock(sku, number(item, "available"), number(item, "reserved")));
    }

    /** The stock after it, and whether it is new. */
    record Put(Stock stock, boolean created) {}

    /** Sets how many are available, whatever was; what is reserved stays. */
    Put put(String sku, long available) {
        Map<String, AttributeValue> before = contention
                .write(client -> client.updateItem(request -> request.tableName(tableName)
                        .key(key(sku))
                        .updateExpression("SET available = :available, reserved = if_not_exists(reserved, :none)")
                        .expressionAttributeValues(
                                Map.of(":available", Attributes.number(available), ":none", Attributes.number(0)))
                        .returnValues(ReturnValue.ALL_OLD)))
                .attributes();
        boolean created = before.isEmpty();
        return new Put(new Stock(sku, available, created ? 0 : number(before, "reserved")), created);
    }

    private static long number(Map<String, AttributeValue> item, String name) {
        return Long.parseLong(Attributes.required(item, name).n());
    }
}
