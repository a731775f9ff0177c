package dev.quartet.functions.blog.thumbnail;

import dev.quartet.functions.blog.Pictures;
import dev.quartet.functions.common.Times;
import dev.quartet.functions.data.Attributes;
import dev.quartet.functions.data.Reopened;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Notes in the posts table what became of an upload, as {@link Pictures} says. One that nobody announced gets its item here. The same
 * event twice writes the same item twice.
 */
final class PictureItems {
    private final Reopened<DynamoDbClient> table;
    private final String tableName;

    PictureItems(Reopened<DynamoDbClient> table, String tableName) {
        this.table = table;
        this.tableName = tableName;
    }

    /** Puts it into the gallery. Size and pixels are those of the picture as it is shown. */
    void ready(Upload upload, Picture picture) {
        Map<String, AttributeValue> set = new LinkedHashMap<>();
        set.put("status", Attributes.text("READY"));
        set.put("list", Attributes.text(Pictures.IMAGES));
        set.put("width", Attributes.number(picture.shownWidth()));
        set.put("height", Attributes.number(picture.shownHeight()));
        set.put("contentType", Attributes.text(picture.format().contentType()));
        set.put("size", Attributes.number(picture.clean().length));
        update(upload, set, List.of("reason"));
    }

    /** Puts it into the rejected list. */
    void rejected(Upload upload, long size, String reason) {
        Map<String, AttributeValue> set = new LinkedHashMap<>();
        set.put("status", Attributes.text("REJECTED"));
        set.put("list", Attributes.text(Pictures.REJECTED));
        set.put("reason", Attributes.text(reason));
        set.put("size", Attributes.number(size));
        update(upload, set, List.of("width", "height"));
    }

    private void update(Upload upload, Map<String, AttributeValue> set, List<String> remove) {
        set.put("key", Attributes.text(upload.key()));
        set.put("at", Attributes.text(Times.sortable(upload.time(), upload.key())));
        Map<String, String> names = new HashMap<>();
        Map<String, AttributeValue> values = new HashMap<>();
        StringBuilder expression = new StringBuilder("SET #createdAt = if_not_exists(#createdAt, :createdAt)");
        names.put("#createdAt", "createdAt");
        values.put(":createdAt", Attributes.text(Times.sortable(upload.time())));
        set.forEach((name, value) -> {
            // Most of these names are reserved words.
            names.put("#" + name, name);
            values.put(":" + name, value);
            expression.append(", #").append(name).append(" = :").append(name);
        });
        expression.append(" REMOVE ");
        for (String name : remove) {
            names.put("#" + name, name);
        }
        expression.append(
                String.join(", ", remove.stream().map(name -> "#" + name).toList()));
        table.get().updateItem(request -> request.tableName(tableName)
                .key(Pictures.key(upload.key()))
                .updateExpression(expression.toString())
                .expressionAttributeNames(names)
                .expressionAttributeValues(values));
    }
}
