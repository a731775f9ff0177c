package dev.quartet.functions.services.events;

import java.util.LinkedHashMap;
import java.util.Map;

/** What was ordered of one product, at which price each: 1 to 1000 pieces. */
public record OrderLine(String sku, int quantity, Money unitPrice) {
    public OrderLine {
        Rules.matches("sku", sku, Rules.SKU);
        Rules.range("quantity", quantity, 1, Rules.MAX_QUANTITY);
    }

    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sku", sku);
        json.put("quantity", quantity);
        json.put("unitPrice", unitPrice.json());
        return json;
    }
}
