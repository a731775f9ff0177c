package dev.quartet.dashboard.cost;

import static java.util.Objects.requireNonNull;

/**
 * One thing that AWS bills.
 *
 * @param part the architecture, or {@code shared}
 * @param service AWS's name
 * @param key the last part of the name of the text that says what of the service it is
 * @param quantity of what is billed
 * @param usd in US dollars
 */
public record CostLine(String part, String service, String key, Term quantity, Term usd) {
    /** What no architecture has for itself. */
    public static final String SHARED = "shared";

    public CostLine {
        requireNonNull(part, "part is null");
        requireNonNull(service, "service is null");
        requireNonNull(key, "key is null");
    }

    /** What tells it from all others. */
    public String id() {
        return part + "/" + service + "/" + key;
    }
}
