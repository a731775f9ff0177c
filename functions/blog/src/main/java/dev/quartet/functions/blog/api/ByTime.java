package dev.quartet.functions.blog.api;

import dev.quartet.functions.blog.Pictures;
import dev.quartet.functions.common.Cursor;
import dev.quartet.functions.common.ProxyRequest;
import dev.quartet.functions.common.Requests;
import dev.quartet.functions.data.Attributes;
import dev.quartet.functions.data.Store;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** The lists of the posts table's index, the newest first, page by page. */
final class ByTime {
    private final Store store;
    private final String tableName;

    ByTime(Store store, String tableName) {
        this.store = store;
        this.tableName = tableName;
    }

    /**
     * A page of a list as the API shows it: {@code items}, and {@code nextCursor} unless it is the last.
     *
     * @param cached through DAX, whose query cache no write invalidates: for as long as its query TTL (10 s) the page may be old
     * @param keys   an item's primary key by its id
     * @param shown  an item as the API shows it
     */
    Map<String, Object> page(
            ProxyRequest request,
            String list,
            boolean cached,
            Function<String, Map<String, AttributeValue>> keys,
            Function<Map<String, AttributeValue>, Map<String, Object>> shown) {
        int limit = Requests.limit(request);
        QueryRequest query = query(list, limit, Requests.cursor(request, list), keys);
        QueryResponse response =
                cached ? store.cached(client -> client.query(query)) : store.table(client -> client.query(query));
        List<Map<String, Object>> items = new ArrayList<>();
        String last = "";
        for (Map<String, AttributeValue> item : response.items()) {
            if (items.size() < limit) {
                items.add(shown.apply(item));
                last = Attributes.required(item, "at").s();
            }
        }
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("items", items);
        if (response.items().size() > limit || (!response.lastEvaluatedKey().isEmpty() && !items.isEmpty())) {
            page.put("nextCursor", Cursor.of(list, last));
        }
        return page;
    }

    private QueryRequest query(
            String list, int limit, @Nullable String after, Function<String, Map<String, AttributeValue>> keys) {
        QueryRequest.Builder query = QueryRequest.builder()
                .tableName(tableName)
                .indexName(Pictures.BY_TIME)
                .keyConditionExpression("#list = :list")
                .expressionAttributeNames(Map.of("#list", "list"))
                .expressionAttributeValues(Map.of(":list", Attributes.text(list)))
                .scanIndexForward(false)
                // One more than asked for tells whether a page follows: no last page is empty.
                .limit(limit + 1);
        if (after != null) {
            Map<String, AttributeValue> start =
                    new LinkedHashMap<>(keys.apply(after.substring(after.indexOf('#') + 1)));
            start.put("list", Attributes.text(list));
            start.put("at", Attributes.text(after));
            query.exclusiveStartKey(start);
        }
        return query.build();
    }
}
