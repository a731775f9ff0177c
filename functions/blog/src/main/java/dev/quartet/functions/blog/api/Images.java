package dev.quartet.functions.blog.api;

import dev.quartet.functions.blog.Pictures;
import dev.quartet.functions.common.Times;
import dev.quartet.functions.data.Attributes;
import dev.quartet.functions.data.Store;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Pictures in the table, as {@link Pictures} says. */
final class Images {
    private static final List<String> TEXTS = List.of("key", "contentType", "reason", "createdAt");
    private static final List<String> NUMBERS = List.of("size", "width", "height");

    private final Store store;
    private final String tableName;

    Images(Store store, String tableName) {
        this.store = store;
        this.tableName = tableName;
    }

    /** A picture that is announced, but not there yet. Past DAX: the thumbnails function, which goes past it, changes the item next. */
    void announce(String key, ImageInput input, Instant now) {
        Map<String, AttributeValue> item = new HashMap<>(Pictures.key(key));
        item.put("key", Attributes.text(key));
        item.put("status", Attributes.text("PENDING"));
        item.put("contentType", Attributes.text(input.contentType()));
        item.put("size", Attributes.number(input.size()));
        item.put("createdAt", Attributes.text(Times.sortable(now)));
        store.table(
                client -> client.putItem(request -> request.tableName(tableName).item(item)));
    }

    /** As the API shows it; fields without a value are left out. */
    static Map<String, Object> json(Map<String, AttributeValue> item) {
        Map<String, Object> json = new LinkedHashMap<>();
        for (String name : TEXTS) {
            String value = Attributes.optional(item, name);
            if (value != null) {
                json.put(name, value);
            }
        }
        for (String name : NUMBERS) {
            AttributeValue value = item.get(name);
            if (value != null) {
                json.put(name, Long.parseLong(value.n()));
            }
        }
        return json;
    }
}
