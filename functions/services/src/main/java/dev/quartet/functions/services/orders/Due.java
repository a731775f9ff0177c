package dev.quartet.functions.services.orders;

import dev.quartet.functions.common.Times;
import dev.quartet.functions.data.Attributes;
import dev.quartet.functions.data.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** The orders for which something is left to do, the oldest first: the index {@code due}, which lags behind the table. */
final class Due {
    /** @param next where the list goes on; null at its end */
    record Page(List<String> ids, @Nullable Map<String, AttributeValue> next) {
        Page {
            ids = List.copyOf(ids);
        }
    }

    private static final int PAGE = 100;

    private final Store store;
    private final String tableName;

    Due(Store store, String tableName) {
        this.store = store;
        this.tableName = tableName;
    }

    /** @param from {@link Page#next} of the page before; null for the first */
    Page before(Instant time, @Nullable Map<String, AttributeValue> from) {
        QueryRequest request = QueryRequest.builder()
                .tableName(tableName)
                .indexName(OrderItems.DUE)
                .keyConditionExpression("due = :due AND createdAt < :time")
                .expressionAttributeValues(Map.of(
                        ":due", Attributes.text(OrderItems.PENDING), ":time", Attributes.text(Times.sortable(time))))
                .limit(PAGE)
                .exclusiveStartKey(from)
                .build();
        QueryResponse response = store.table(client -> client.query(request));
        List<String> ids = new ArrayList<>();
        for (Map<String, AttributeValue> item : response.items()) {
            ids.add(Attributes.required(item, "pk").s().substring(OrderItems.PREFIX.length()));
        }
        return new Page(ids, response.hasLastEvaluatedKey() ? response.lastEvaluatedKey() : null);
    }
}
