package dev.quartet.functions.services;

import dev.quartet.functions.common.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many pieces of a product.
 *
 * @param quantity 1 to {@value #MAX_QUANTITY}
 */
public record Line(String sku, int quantity) {
    private static final int MAX_LINES = 20;
    private static final int MAX_SKU = 40;
    private static final int MAX_QUANTITY = 1_000;

    /** The field {@code lines}, 1 to 20 of them; a product may stand in several. What is wrong is noted. */
    public static List<Line> of(Fields fields) {
        List<Line> lines = new ArrayList<>();
        for (Fields line : fields.requiredObjects("lines", MAX_LINES, List.of("sku", "quantity"))) {
            String sku = line.requiredText("sku", MAX_SKU);
            if (sku != null && !sku.isBlank() && !Skus.isSku(sku)) {
                line.error("sku", "is not 1 to 40 capital letters, digits and hyphens, no hyphen first");
            }
            int quantity = line.requiredNumber("quantity", 1, MAX_QUANTITY);
            lines.add(new Line(sku == null ? "" : sku, quantity));
        }
        return lines;
    }

    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sku", sku);
        json.put("quantity", quantity);
        return json;
    }
}
