package dev.quartet.dashboard.contract;

import java.util.List;

/**
 * One key of the contract.
 *
 * @param key from the document's root: {@code services.orders.api.url}, {@code todo.functions[0].name}
 * @param meaning the names of the texts that say what it is, from the outside to the inside
 * @param value as one would type it: a list as JSON, nothing where there is no value
 */
record Entry(String key, List<String> meaning, Kind kind, State state, String value) {
    /** A key may be there without a value, or not be there at all: readers meet the two differently. */
    enum State {
        PRESENT,
        NULL,
        ABSENT
    }

    Entry {
        meaning = List.copyOf(meaning);
    }
}
