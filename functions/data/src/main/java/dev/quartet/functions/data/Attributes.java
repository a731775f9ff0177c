package dev.quartet.functions.data;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Attributes of a table's items. */
public final class Attributes {
    private Attributes() {}

    public static AttributeValue text(String value) {
        return AttributeValue.builder().s(value).build();
    }

    public static AttributeValue number(long value) {
        return AttributeValue.builder().n(Long.toString(value)).build();
    }

    public static AttributeValue truth(boolean value) {
        return AttributeValue.builder().bool(value).build();
    }

    /** @throws IllegalStateException naming the attribute if the item has none */
    public static AttributeValue required(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        if (value == null) {
            throw new IllegalStateException("an item of the table has no attribute " + name);
        }
        return value;
    }

    /** A text attribute's value; null if the item has none. */
    public static @Nullable String optional(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null ? null : value.s();
    }
}
