package dev.quartet.functions.services.events;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads an event's JSON field by field; what is wrong is named with its path. Fields that nobody asks for are let be. */
final class EventFields {
    private static final Pattern UTC =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?Z");

    /** Makes a record, whose constructor refuses wrong values. */
    @FunctionalInterface
    interface Making<T> {
        T make() throws InvalidEventException;
    }

    private final Map<?, ?> json;
    private final String path;

    /** @param path before every field's name; empty or ending in a dot */
    EventFields(Map<?, ?> json, String path) {
        this.json = json;
        this.path = path;
    }

    /** What the record's constructor refuses is this object's fault. */
    <T> T make(Making<T> making) throws InvalidEventException {
        try {
            return making.make();
        } catch (IllegalArgumentException e) {
            throw new InvalidEventException(path + e.getMessage());
        }
    }

    String text(String field) throws InvalidEventException {
        if (present(field) instanceof String text) {
            return text;
        }
        throw wrong(field, "a string");
    }

    int number(String field) throws InvalidEventException {
        if (present(field) instanceof Number number) {
            double value = number.doubleValue();
            // 1e0 and 1.0 are whole numbers too (JSON Schema 2020-12, 4.2.3).
            if (value == Math.rint(value) && Math.abs(value) <= Integer.MAX_VALUE) {
                return new BigDecimal(number.toString()).intValue();
            }
        }
        throw wrong(field, "a whole number");
    }

    Instant instant(String field) throws InvalidEventException {
        String text = text(field);
        if (UTC.matcher(text).matches()) {
            try {
                return Instant.parse(text);
            } catch (DateTimeException e) {
                // It has the form, but there is no such day or hour: told below.
            }
        }
        throw new InvalidEventException(path + field + " is '" + Rules.shortened(text)
                + "'; allowed is a time in UTC such as 2026-03-01T10:00:00.123Z");
    }

    EventFields object(String field) throws InvalidEventException {
        if (present(field) instanceof Map<?, ?> object) {
            return new EventFields(object, path + field + ".");
        }
        throw wrong(field, "an object");
    }

    List<EventFields> objects(String field) throws InvalidEventException {
        if (!(present(field) instanceof List<?> list)) {
            throw wrong(field, "a list");
        }
        List<EventFields> objects = new ArrayList<>();
        for (Object entry : list) {
            String name = field + "[" + objects.size() + "]";
            if (!(entry instanceof Map<?, ?> object)) {
                throw wrong(name, "an object");
            }
            objects.add(new EventFields(object, path + name + "."));
        }
        return objects;
    }

    private @Nullable Object present(String field) throws InvalidEventException {
        if (!json.containsKey(field)) {
            throw new InvalidEventException(path + field + " is missing");
        }
        return json.get(field);
    }

    private InvalidEventException wrong(String field, String allowed) {
        return new InvalidEventException(path + field + " is not " + allowed);
    }
}
