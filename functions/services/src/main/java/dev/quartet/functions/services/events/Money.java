package dev.quartet.functions.services.events;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A price or a sum.
 *
 * @param amount   decimal number as text, so that nobody reads it as a binary one: {@code "12.90"}
 * @param currency ISO 4217 code
 */
public record Money(String amount, String currency) {
    public Money {
        Rules.matches("amount", amount, Rules.AMOUNT);
        Rules.matches("currency", currency, Rules.CURRENCY);
    }

    public BigDecimal decimal() {
        return new BigDecimal(amount);
    }

    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("amount", amount);
        json.put("currency", currency);
        return json;
    }
}
