package dev.quartet.infra.cost;

import dev.quartet.exports.prices.Price;
import dev.quartet.exports.prices.PriceTable;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The table's prices of one region by the month; remembers which were asked for. Not thread-safe. */
final class MonthlyPrices {
    /** A month's hours, as AWS's pricing calculator has them. */
    private static final double HOURS = 730;

    private final PriceTable table;
    private final String region;
    private final Set<Price> asked = new LinkedHashSet<>();

    MonthlyPrices(PriceTable table, String region) {
        this.table = table;
        this.region = region;
    }

    /** Returns US dollars a month for what is billed by the hour. */
    double hourly(String key) {
        return HOURS * monthly(key);
    }

    /** Returns US dollars a month for what is billed by the month. */
    double monthly(String key) {
        return of(key, region);
    }

    /** Returns the same for what is in us-east-1 wherever the stack is. */
    double monthlyAtTheEdge(String key) {
        return of(key, "us-east-1");
    }

    private double of(String key, String where) {
        Price price = table.of(key, where);
        asked.add(price);
        return price.each();
    }

    /** Says whose the prices are that were asked for, of which days, and how sure. */
    String source() {
        List<LocalDate> days = asked.stream()
                .map(Price::asOf)
                .sorted(Comparator.naturalOrder())
                .toList();
        long approximate = asked.stream()
                .filter(price -> price.basis() == Price.Basis.APPROXIMATE)
                .count();
        StringBuilder text = new StringBuilder("list prices of %s as of %s to %s, %d of %d approximate"
                .formatted(region, days.getFirst(), days.getLast(), approximate, asked.size()));
        List<String> borrowed =
                asked.stream().filter(Price::borrowed).map(Price::key).toList();
        if (!borrowed.isEmpty()) {
            text.append("; those of ")
                    .append(PriceTable.FALLBACK)
                    .append(" where none is known: ")
                    .append(String.join(", ", borrowed));
        }
        return text.toString();
    }
}
