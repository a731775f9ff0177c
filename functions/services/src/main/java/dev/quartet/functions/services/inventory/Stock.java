package dev.quartet.functions.services.inventory;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Pieces of a product.
 *
 * @param available that can be reserved
 * @param reserved  that orders have
 */
record Stock(String sku, long available, long reserved) {
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sku", sku);
        json.put("available", available);
        json.put("reserved", reserved);
        return json;
    }
}
