package dev.quartet.functions.services.catalog;

import dev.quartet.functions.data.Attributes;
import dev.quartet.functions.data.Store;
import dev.quartet.functions.services.events.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** The catalogue's table: one item for each product, by {@code sku}. */
final class Products {
    /** Some products; {@code lastSku} is the one after which more follow, null at the end. */
    record Page(List<Product> items, @Nullable String lastSku) {
        Page {
            items = List.copyOf(items);
        }
    }

    private final Store store;
    private final String tableName;

    Products(Store store, String tableName) {
        this.store = store;
        this.tableName = tableName;
    }

    /** Consistently: what was put a moment ago can be ordered now. */
    Optional<Product> find(String sku) {
        Map<String, AttributeValue> item = store.table(client -> client.getItem(
                        request -> request.tableName(tableName).key(key(sku)).consistentRead(true)))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(product(item));
    }

    /** In the order of a scan, which is none that means anything. */
    Page list(int limit, @Nullable String afterSku) {
        ScanRequest.Builder request = ScanRequest.builder()
                .tableName(tableName)
                // One more than asked for tells whether a page follows: no last page is empty.
                .limit(limit + 1);
        if (afterSku != null) {
            request.exclusiveStartKey(key(afterSku));
        }
        ScanRequest built = request.build();
        ScanResponse response = store.table(client -> client.scan(built));
        List<Product> products = new ArrayList<>();
        for (Map<String, AttributeValue> item : response.items()) {
            if (products.size() < limit) {
                products.add(product(item));
            }
        }
        boolean more =
                response.items().size() > limit || !response.lastEvaluatedKey().isEmpty();
        return new Page(products, more ? products.getLast().sku() : null);
    }

    /** @return whether it is new */
    boolean put(Product product) {
        Map<String, AttributeValue> item = Map.of(
                "sku", Attributes.text(product.sku()),
                "name", Attributes.text(product.name()),
                "amount", Attributes.text(product.price().amount()),
                "currency", Attributes.text(product.price().currency()));
        return store.table(client -> client.putItem(
                        request -> request.tableName(tableName).item(item).returnValues(ReturnValue.ALL_OLD)))
                .attributes()
                .isEmpty();
    }

    private static Map<String, AttributeValue> key(String sku) {
        return Map.of("sku", Attributes.text(sku));
    }

    private static Product product(Map<String, AttributeValue> item) {
        return new Product(
                Attributes.required(item, "sku").s(),
                Attributes.required(item, "name").s(),
                new Money(
                        Attributes.required(item, "amount").s(),
                        Attributes.required(item, "currency").s()));
    }
}
