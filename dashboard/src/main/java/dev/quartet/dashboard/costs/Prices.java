package dev.quartet.dashboard.costs;

import dev.quartet.dashboard.ui.Words;
import dev.quartet.exports.prices.Price;

/** What is said of prices. */
final class Prices {
    private Prices() {}

    /** Whose price it is and why, of which day, and how sure it is. */
    static String note(Price price, Words words) {
        String whose = price.absence() == null
                ? price.region()
                : words.of("cost.price.borrowed." + price.absence(), price.region(), price.wanted());
        return "%s, %s, %s"
                .formatted(
                        price.service(),
                        whose,
                        words.of("cost.basis." + price.basis(), price.asOf().toString()));
    }
}
