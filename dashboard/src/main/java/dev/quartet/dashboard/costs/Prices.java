package dev.quartet.dashboard.costs;

import dev.quartet.exports.prices.Price;
import dev.quartet.dashboard.ui.Words;

/** What is said of prices. */
final class Prices {
    private Prices() {}

    /** Whose price it is, of which day, and how sure it is. */
    static String note(Price price, Words words) {
        String whose =
                price.borrowed() ? words.of("cost.price.borrowed", price.region(), price.wanted()) : price.region();
        return "%s, %s, %s"
                .formatted(
                        price.service(),
                        whose,
                        words.of("cost.basis." + price.basis(), price.asOf().toString()));
    }
}
