package dev.quartet.functions.services.catalog;

import dev.quartet.functions.common.Fields;
import dev.quartet.functions.services.events.Money;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that is sold.
 *
 * @param name 1 to 200 characters
 */
record Product(String sku, String name, Money price) {
    private static final int MAX_NAME = 200;
    private static final int MAX_SKU = 40;

    /** @throws dev.quartet.functions.common.ProblemException 400 naming every field that is wrong */
    static Product of(String sku, Map<String, @Nullable Object> json) {
        Fields fields = new Fields(json, List.of("sku", "name", "price"));
        String name = fields.requiredText("name", MAX_NAME);
        String again = fields.text("sku", MAX_SKU);
        if (again != null && !again.equals(sku)) {
            fields.error("sku", "is another one than the path's; leave it out or make them the same");
        }
        Money price = Prices.of(fields);
        if (fields.wrong() || name == null || price == null) {
            throw fields.problem("Invalid Product", "product");
        }
        return new Product(sku, name, price);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sku", sku);
        json.put("name", name);
        json.put("price", price.json());
        return json;
    }
}
