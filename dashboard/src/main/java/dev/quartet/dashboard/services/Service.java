package dev.quartet.dashboard.services;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The shop's services, in the order in which they are listed; each has one colour on every chart. */
enum Service {
    CATALOG("series-1"),
    ORDERS("series-2"),
    INVENTORY("series-3"),
    SHIPPING("series-4"),
    ANALYTICS("series-5"),
    IMPORTS("series-8");

    private final String colour;

    Service(String colour) {
        this.colour = colour;
    }

    String colour() {
        return colour;
    }

    /** Its name in addresses, in the names of its resources, and of its texts. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Service> at(String key) {
        return Arrays.stream(values())
                .filter(service -> service.key().equals(key))
                .findFirst();
    }
}
