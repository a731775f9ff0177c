package dev.quartet.functions.services.analytics;

import dev.quartet.functions.services.events.Event;
import dev.quartet.functions.services.events.Money;
import dev.quartet.functions.services.events.OrderPlaced;
import dev.quartet.functions.services.events.OrderRejected;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is counted of orders.
 *
 * @param orders   placed
 * @param rejected not placed
 * @param units    pieces of the placed ones
 * @param revenue  of the placed ones, by currency
 */
record Totals(long orders, long rejected, long units, Map<String, BigDecimal> revenue) {
    static final Totals NONE = new Totals(0, 0, 0, Map.of());

    Totals {
        revenue = Collections.unmodifiableMap(new TreeMap<>(revenue));
    }

    /** What an event adds; nothing if it is none of an order's end. */
    static Totals of(Event event) {
        if (event instanceof OrderPlaced placed) {
            Money total = placed.order().total();
            return new Totals(1, 0, placed.order().units(), Map.of(total.currency(), total.decimal()));
        }
        return event instanceof OrderRejected ? new Totals(0, 1, 0, Map.of()) : NONE;
    }

    Totals plus(Totals other) {
        Map<String, BigDecimal> sums = new TreeMap<>(revenue);
        other.revenue.forEach((currency, amount) -> sums.merge(currency, amount, BigDecimal::add));
        return new Totals(orders + other.orders, rejected + other.rejected, units + other.units, sums);
    }

    Map<String, Object> json() {
        List<Map<String, Object>> amounts = new ArrayList<>();
        revenue.forEach((currency, amount) -> {
            Map<String, Object> money = new LinkedHashMap<>();
            money.put("amount", text(amount, currency));
            money.put("currency", currency);
            amounts.add(money);
        });
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("orders", orders);
        json.put("rejected", rejected);
        json.put("units", units);
        json.put("revenue", amounts);
        return json;
    }

    /** With as many decimals as the currency has at least: a table's numbers lose their zeros. */
    private static String text(BigDecimal amount, String currency) {
        int usual = 0;
        try {
            usual = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        } catch (IllegalArgumentException e) {
            // No currency of ISO 4217: it has the decimals that it has.
        }
        BigDecimal plain = amount.stripTrailingZeros();
        return plain.setScale(Math.max(usual, plain.scale())).toPlainString();
    }
}
