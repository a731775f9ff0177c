package dev.quartet.functions.blog.api;

import dev.quartet.functions.common.Ids;
import dev.quartet.functions.common.Times;
import dev.quartet.functions.data.Attributes;
import dev.quartet.functions.data.Store;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/** Posts in the table: {@code pk=POST#<slug>}, {@code sk=POST}; published ones are in the index's list POSTS. */
final class Posts {
    static final String LIST = "POSTS";

    private final Store store;
    private final String tableName;

    Posts(Store store, String tableName) {
        this.store = store;
        this.tableName = tableName;
    }

    static Map<String, AttributeValue> key(String slug) {
        return Map.of("pk", Attributes.text("POST#" + slug), "sk", Attributes.text("POST"));
    }

    /** @return whether it was created; false if there is another post of its slug */
    boolean create(Post post, Instant now) {
        Map<String, AttributeValue> item = new HashMap<>(key(post.slug()));
        for (Map.Entry<String, Object> field : post.json().entrySet()) {
            item.put(field.getKey(), Attributes.text(field.getValue().toString()));
        }
        item.put("list", Attributes.text(LIST));
        item.put("at", Attributes.text(Times.sortable(post.publishedAt(), post.slug())));
        item.put("createdAt", Attributes.text(Times.sortable(now)));
        // Tells this creation tried again, after an answer that was lost, from another one.
        String creation = Ids.next(now);
        item.put("creation", Attributes.text(creation));
        try {
            // Through DAX, which would go on answering that there is no such post to whoever asked before it was
            // published.
            store.cached(client -> client.putItem(request -> request.tableName(tableName)
                    .item(item)
                    .conditionExpression("attribute_not_exists(pk) OR creation = :creation")
                    .expressionAttributeValues(Map.of(":creation", Attributes.text(creation)))));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    Optional<Post> find(String slug) {
        GetItemRequest request =
                GetItemRequest.builder().tableName(tableName).key(key(slug)).build();
        Map<String, AttributeValue> item =
                store.cached(client -> client.getItem(request)).item();
        return item.isEmpty() ? Optional.empty() : Optional.of(post(item));
    }

    static Post post(Map<String, AttributeValue> item) {
        return new Post(
                Attributes.required(item, "slug").s(),
                Attributes.required(item, "title").s(),
                Attributes.required(item, "summary").s(),
                Attributes.optional(item, "body"),
                Attributes.required(item, "author").s(),
                Attributes.optional(item, "image"),
                Instant.parse(Attributes.required(item, "publishedAt").s()));
    }
}
