package dev.quartet.functions.services.analytics;

import dev.quartet.functions.data.Attributes;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** A day's totals in the table: some items, whose sum they are. */
final class DayItems {
    static final int STRIPES = 4;
    private static final String REVENUE = "revenue_";

    private DayItems() {}

    static List<Map<String, AttributeValue>> keys(LocalDate day) {
        List<Map<String, AttributeValue>> keys = new ArrayList<>();
        for (int stripe = 0; stripe < STRIPES; stripe++) {
            keys.add(key(day, stripe));
        }
        return keys;
    }

    private static Map<String, AttributeValue> key(LocalDate day, int stripe) {
        return Map.of("pk", Attributes.text("DAY#" + day), "sk", Attributes.text("TOTAL#" + stripe));
    }

    /** ADD makes the item, and each attribute, where there is none. */
    static Update addition(String table, LocalDate day, int stripe, Totals totals) {
        StringBuilder expression = new StringBuilder("ADD orders :orders, rejected :rejected, units :units");
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":orders", Attributes.number(totals.orders()));
        values.put(":rejected", Attributes.number(totals.rejected()));
        values.put(":units", Attributes.number(totals.units()));
        totals.revenue().forEach((currency, amount) -> {
            // A currency is three capitals: no name that the table's expressions reserve.
            expression
                    .append(", ")
                    .append(REVENUE)
                    .append(currency)
                    .append(" :")
                    .append(currency);
            values.put(":" + currency, AttributeValue.fromN(amount.toPlainString()));
        });
        return Update.builder()
                .tableName(table)
                .key(key(day, stripe))
                .updateExpression(expression.toString())
                .expressionAttributeValues(values)
                .build();
    }

    static LocalDate day(Map<String, AttributeValue> item) {
        return LocalDate.parse(Attributes.required(item, "pk").s().substring("DAY#".length()));
    }

    static Totals totals(Map<String, AttributeValue> item) {
        Map<String, BigDecimal> revenue = new TreeMap<>();
        item.forEach((name, value) -> {
            if (name.startsWith(REVENUE)) {
                revenue.put(name.substring(REVENUE.length()), new BigDecimal(value.n()));
            }
        });
        return new Totals(number(item, "orders"), number(item, "rejected"), number(item, "units"), revenue);
    }

    private static long number(Map<String, AttributeValue> item, String name) {
        return Long.parseLong(Attributes.required(item, name).n());
    }
}
