package dev.quartet.functions.common;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the events of Lambda's event sources, which are JSON as {@link Json} reads it. */
public final class Events {
    private Events() {}

    /**
     * What an event source brought.
     *
     * @throws IllegalArgumentException if the event has no Records
     */
    public static List<?> records(Map<String, @Nullable Object> event) {
        if (event.get("Records") instanceof List<?> records) {
            return records;
        }
        throw new IllegalArgumentException("the event has no Records: it is not one of an event source");
    }

    /** What stands under the names, one within the other; null if there is nothing. */
    public static @Nullable Object at(@Nullable Object parent, String... names) {
        Object value = parent;
        for (String name : names) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return value;
    }

    /** @throws IllegalArgumentException naming what is missing if there is no text under the names */
    public static String text(@Nullable Object parent, String... names) {
        if (at(parent, names) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("the event has no text at " + String.join(".", names));
    }

    /** The list under the names; empty if there is none. */
    public static List<?> list(@Nullable Object parent, String... names) {
        return at(parent, names) instanceof List<?> list ? list : List.of();
    }
}
