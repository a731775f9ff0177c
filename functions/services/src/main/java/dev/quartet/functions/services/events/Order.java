package dev.quartet.functions.services.events;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An order as its events carry it.
 *
 * @param id       32 hexadecimal digits
 * @param customer 1 to 100 characters
 * @param lines    1 to 20
 */
public record Order(String id, String customer, List<OrderLine> lines, Money total) {
    public Order {
        Rules.matches("id", id, Rules.ORDER_ID);
        Rules.length("customer", customer, Rules.MAX_CUSTOMER);
        Rules.lines(lines);
        lines = List.copyOf(lines);
    }

    /** Pieces over all lines. */
    public long units() {
        return lines.stream().mapToLong(OrderLine::quantity).sum();
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id);
        json.put("customer", customer);
        json.put("lines", lines.stream().map(OrderLine::json).toList());
        json.put("total", total.json());
        return json;
    }
}
