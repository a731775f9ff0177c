package dev.quartet.functions.services.inventory;

import dev.quartet.functions.data.Attributes;
import dev.quartet.functions.services.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What became of an order's wish for stock: {@code pk=RESERVATION#<orderId>}. A released one is a tombstone: nothing is reserved for
 * that order any more, whatever still comes.
 *
 * @param lines  what is reserved, or was
 * @param reason why there was nothing to reserve; null if something was, or was never asked for
 */
record Reservation(
        String orderId,
        Status status,
        List<Line> lines,
        @Nullable String reason) {
    /** The attribute {@code status}. */
    enum Status {
        RESERVED,
        RELEASED
    }

    /** As a reason: too little was there. */
    static final String OUT_OF_STOCK = "OUT_OF_STOCK";

    Reservation {
        lines = List.copyOf(lines);
    }

    static Map<String, AttributeValue> key(String orderId) {
        return Map.of("pk", Attributes.text("RESERVATION#" + orderId));
    }

    /** Pieces by product: a transaction writes to each item once. */
    Map<String, Integer> quantities() {
        Map<String, Integer> quantities = new LinkedHashMap<>();
        for (Line line : lines) {
            quantities.merge(line.sku(), line.quantity(), Integer::sum);
        }
        return quantities;
    }

    Map<String, AttributeValue> item() {
        List<AttributeValue> list = new ArrayList<>();
        for (Line line : lines) {
            list.add(AttributeValue.fromM(
                    Map.of("sku", Attributes.text(line.sku()), "quantity", Attributes.number(line.quantity()))));
        }
        Map<String, AttributeValue> item = new HashMap<>(key(orderId));
        item.put("status", Attributes.text(status.name()));
        item.put("lines", AttributeValue.fromL(list));
        if (reason != null) {
            item.put("reason", Attributes.text(reason));
        }
        return item;
    }

    static Reservation of(String orderId, Map<String, AttributeValue> item) {
        List<Line> lines = new ArrayList<>();
        for (AttributeValue line : Attributes.required(item, "lines").l()) {
            lines.add(new Line(
                    Attributes.required(line.m(), "sku").s(),
                    Integer.parseInt(Attributes.required(line.m(), "quantity").n())));
        }
        return new Reservation(
                orderId,
                Status.valueOf(Attributes.required(item, "status").s()),
                lines,
                Attributes.optional(item, "reason"));
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("orderId", orderId);
        json.put("lines", lines.stream().map(Line::json).toList());
        return json;
    }
}
