package dev.quartet.functions.services.orders;

import dev.quartet.functions.common.Times;
import dev.quartet.functions.data.Attributes;
import dev.quartet.functions.services.events.Money;
import dev.quartet.functions.services.events.OrderLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How orders lie in the table: {@code pk=ORDER#<id>}; {@code due=PENDING} puts one into the index {@code due}, by {@code createdAt}. */
final class OrderItems {
    static final String PREFIX = "ORDER#";
    static final String DUE = "due";
    /** What {@code due} says, as long as it is there. */
    static final String PENDING = "PENDING";

    private OrderItems() {}

    static Map<String, AttributeValue> key(String id) {
        return Map.of("pk", Attributes.text(PREFIX + id));
    }

    static Map<String, AttributeValue> item(OrderRecord order) {
        List<AttributeValue> lines = new ArrayList<>();
        for (OrderLine line : order.lines()) {
            lines.add(AttributeValue.fromM(Map.of(
                    "sku", Attributes.text(line.sku()),
                    "quantity", Attributes.number(line.quantity()),
                    "unitPrice", money(line.unitPrice()))));
        }
        Map<String, AttributeValue> item = new HashMap<>(key(order.id()));
        item.put("status", Attributes.text(order.status().name()));
        item.put("version", Attributes.number(order.version()));
        item.put("customer", Attributes.text(order.customer()));
        item.put("lines", AttributeValue.fromL(lines));
        item.put("total", money(order.total()));
        item.put("correlationId", Attributes.text(order.correlationId()));
        item.put("createdAt", Attributes.text(Times.sortable(order.createdAt())));
        item.put("decidedAt", Attributes.text(Times.sortable(order.decidedAt())));
        if (order.reason() != null) {
            item.put("reason", Attributes.text(order.reason().name()));
        }
        if (order.due()) {
            item.put(DUE, Attributes.text(PENDING));
        }
        return item;
    }

    static OrderRecord order(Map<String, AttributeValue> item) {
        List<OrderLine> lines = new ArrayList<>();
        for (AttributeValue line : Attributes.required(item, "lines").l()) {
            lines.add(new OrderLine(
                    Attributes.required(line.m(), "sku").s(),
                    Integer.parseInt(Attributes.required(line.m(), "quantity").n()),
                    money(line.m(), "unitPrice")));
        }
        String reason = Attributes.optional(item, "reason");
        return new OrderRecord(
                Attributes.required(item, "pk").s().substring(PREFIX.length()),
                Status.valueOf(Attributes.required(item, "status").s()),
                Long.parseLong(Attributes.required(item, "version").n()),
                Attributes.required(item, "customer").s(),
                lines,
                money(item, "total"),
                reason == null ? null : Reason.valueOf(reason),
                Attributes.required(item, "correlationId").s(),
                Instant.parse(Attributes.required(item, "createdAt").s()),
                Instant.parse(Attributes.required(item, "decidedAt").s()),
                item.containsKey(DUE));
    }

    private static AttributeValue money(Money money) {
        return AttributeValue.fromM(
                Map.of("amount", Attributes.text(money.amount()), "currency", Attributes.text(money.currency())));
    }

    private static Money money(Map<String, AttributeValue> item, String name) {
        Map<String, AttributeValue> money = Attributes.required(item, name).m();
        return new Money(
                Attributes.required(money, "amount").s(),
                Attributes.required(money, "currency").s());
    }
}
