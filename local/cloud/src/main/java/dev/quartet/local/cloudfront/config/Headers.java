package dev.quartet.local.cloudfront.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Header fields in their order; a name may occur more than once and is compared in any case. Immutable. */
public final class Headers {
    /** No header at all. */
    public static final Headers NONE = new Headers(List.of());

    private final List<Map.Entry<String, String>> fields;

    private Headers(List<Map.Entry<String, String>> fields) {
        this.fields = fields;
    }

    /** Returns {@code fields} in their order. */
    public static Headers of(List<Map.Entry<String, String>> fields) {
        return fields.isEmpty() ? NONE : new Headers(List.copyOf(fields));
    }

    /** Returns headers of a map from names to all their values. */
    public static Headers of(Map<String, ? extends List<String>> values) {
        var fields = new ArrayList<Map.Entry<String, String>>(values.size());
        values.forEach((name, all) -> all.forEach(value -> fields.add(Map.entry(name, value))));
        return of(fields);
    }

    /** Returns the fields in their order. */
    public List<Map.Entry<String, String>> fields() {
        return fields;
    }

    /** Returns the first value of {@code name}. */
    public Optional<String> first(String name) {
        return Optional.ofNullable(get(name));
    }

    /** Returns the first value of {@code name}, or null. */
    public @Nullable String get(String name) {
        for (var field : fields) {
            if (field.getKey().equalsIgnoreCase(name)) {
                return field.getValue();
            }
        }
        return null;
    }

    /** Returns all values of {@code name} joined by commas, which all fields but Set-Cookie bear (RFC 9110, 5.3), or null. */
    public @Nullable String joined(String name) {
        String result = null;
        for (var field : fields) {
            if (field.getKey().equalsIgnoreCase(name)) {
                result = result == null ? field.getValue() : result + ", " + field.getValue();
            }
        }
        return result;
    }

    /** Returns if {@code name} occurs. */
    public boolean has(String name) {
        return get(name) != null;
    }

    /** Returns these with {@code name} set to {@code value} alone, at the end. */
    public Headers with(String name, String value) {
        var result = copy(field -> !field.getKey().equalsIgnoreCase(name));
        result.add(Map.entry(name, value));
        return of(result);
    }

    /** Returns these without {@code name}. */
    public Headers without(String name) {
        return has(name) ? of(copy(field -> !field.getKey().equalsIgnoreCase(name))) : this;
    }

    private List<Map.Entry<String, String>> copy(Predicate<Map.Entry<String, String>> kept) {
        var result = new ArrayList<Map.Entry<String, String>>(fields.size() + 1);
        for (var field : fields) {
            if (kept.test(field)) {
                result.add(field);
            }
        }
        return result;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Headers headers && headers.fields.equals(fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return fields.toString();
    }
}
