package dev.quartet.functions.services.orders;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads a table's items as the events of its stream have them: {@code {"name": {"S": "text"}}}. */
final class StreamImages {
    private StreamImages() {}

    /** @throws IllegalArgumentException naming what is none of the types that this table's items have */
    static Map<String, AttributeValue> item(@Nullable Object json) {
        if (!(json instanceof Map<?, ?> attributes)) {
            throw new IllegalArgumentException("the event has no image of the item");
        }
        Map<String, AttributeValue> item = new LinkedHashMap<>();
        attributes.forEach((name, value) -> item.put(String.valueOf(name), value(String.valueOf(name), value)));
        return item;
    }

    private static AttributeValue value(String name, @Nullable Object json) {
        if (json instanceof Map<?, ?> map && map.size() == 1) {
            Map.Entry<?, ?> entry = map.entrySet().iterator().next();
            String type = String.valueOf(entry.getKey());
            Object value = entry.getValue();
            if (value instanceof String text && (type.equals("S") || type.equals("N"))) {
                return type.equals("S") ? AttributeValue.fromS(text) : AttributeValue.fromN(text);
            }
            if (type.equals("M")) {
                return AttributeValue.fromM(item(value));
            }
            if (type.equals("L") && value instanceof List<?> list) {
                List<AttributeValue> values = new ArrayList<>();
                list.forEach(one -> values.add(value(name, one)));
                return AttributeValue.fromL(values);
            }
        }
        throw new IllegalArgumentException("the item's attribute " + name + " is no string, number, map or list");
    }
}
