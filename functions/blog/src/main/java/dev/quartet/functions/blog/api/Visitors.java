package dev.quartet.functions.blog.api;

import dev.quartet.functions.blog.VisitorStatus;
import dev.quartet.functions.common.Digests;
import dev.quartet.functions.common.Times;
import dev.quartet.functions.data.Attributes;
import dev.quartet.functions.data.Store;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Who signed up, by e-mail address. Never through DAX: the welcome mail depends on what the table says. Each new item is one INSERT in
 * the table's stream, and so one mail.
 */
final class Visitors {
    private final Store store;
    private final String tableName;

    Visitors(Store store, String tableName) {
        this.store = store;
        this.tableName = tableName;
    }

    /**
     * Writes down who is not known yet; whoever is, stays as he is. It is the same one call either way.
     *
     * @return whether the visitor is new
     */
    boolean signUp(VisitorInput visitor, Instant now) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("email", Attributes.text(visitor.email()));
        if (visitor.name() != null) {
            item.put("name", Attributes.text(visitor.name()));
        }
        item.put("locale", Attributes.text(visitor.locale()));
        item.put("status", Attributes.text(VisitorStatus.SIGNED_UP.name()));
        item.put("sends", Attributes.number(0));
        String at = Times.sortable(now, Digests.pseudonym(visitor.email()));
        item.put("signedUpAt", Attributes.text(at));
        item.put("month", Attributes.text(at.substring(0, "2026-01".length())));
        try {
            store.table(client -> client.putItem(request ->
                    request.tableName(tableName).item(item).conditionExpression("attribute_not_exists(email)")));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }
}
