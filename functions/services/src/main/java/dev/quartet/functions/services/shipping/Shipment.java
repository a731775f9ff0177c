package dev.quartet.functions.services.shipping;

import dev.quartet.functions.data.Attributes;
import dev.quartet.functions.services.events.OrderLine;
import dev.quartet.functions.services.events.OrderPlaced;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An order's shipment.
 *
 * @param eventId   of the event that made it
 * @param status    CREATED
 * @param createdAt when it was made, which is after the order
 */
record Shipment(
        String orderId,
        String eventId,
        String status,
        String customer,
        List<Line> lines,
        Instant createdAt,
        String correlationId) {
    /** So many pieces of a product. */
    record Line(String sku, long quantity) {}

    Shipment {
        lines = List.copyOf(lines);
    }

    static Shipment of(OrderPlaced event, Instant now) {
        List<Line> lines = new ArrayList<>();
        for (OrderLine line : event.order().lines()) {
            lines.add(new Line(line.sku(), line.quantity()));
        }
        return new Shipment(
                event.order().id(),
                event.envelope().eventId(),
                "CREATED",
                event.order().customer(),
                lines,
                now,
                event.envelope().correlationId());
    }

    static Shipment of(Map<String, AttributeValue> item) {
        List<Line> lines = new ArrayList<>();
        for (AttributeValue line : Attributes.required(item, "lines").l()) {
            lines.add(new Line(
                    Attributes.required(line.m(), "sku").s(),
                    Long.parseLong(Attributes.required(line.m(), "quantity").n())));
        }
        return new Shipment(
                Attributes.required(item, "orderId").s(),
                Attributes.required(item, "eventId").s(),
                Attributes.required(item, "status").s(),
                Attributes.required(item, "customer").s(),
                lines,
                Instant.parse(Attributes.required(item, "createdAt").s()),
                Attributes.required(item, "correlationId").s());
    }

    Map<String, AttributeValue> item() {
        List<AttributeValue> list = new ArrayList<>();
        for (Line line : lines) {
            Map<String, AttributeValue> attributes =
                    Map.of("sku", Attributes.text(line.sku()), "quantity", Attributes.number(line.quantity()));
            list.add(AttributeValue.builder().m(attributes).build());
        }
        return Map.of(
                "orderId", Attributes.text(orderId),
                "eventId", Attributes.text(eventId),
                "status", Attributes.text(status),
                "customer", Attributes.text(customer),
                "lines", AttributeValue.builder().l(list).build(),
                "createdAt", Attributes.text(createdAt.toString()),
                "correlationId", Attributes.text(correlationId));
    }

    Map<String, Object> json() {
        List<Map<String, Object>> list = new ArrayList<>();
        for (Line line : lines) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("sku", line.sku());
            entry.put("quantity", line.quantity());
            list.add(entry);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("orderId", orderId);
        json.put("status", status);
        json.put("customer", customer);
        json.put("lines", list);
        json.put("createdAt", createdAt.toString());
        json.put("correlationId", correlationId);
        return json;
    }
}
