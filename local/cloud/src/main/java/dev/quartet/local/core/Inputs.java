package dev.quartet.local.core;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads a resource's arguments (or a nested block of them) with errors that name the resource and the property. Values
 * are {@link String}, {@link Double}, {@link Boolean}, {@link Asset}, {@link List}, {@link Map} or null. Immutable.
 */
public final class Inputs {
    private final String owner;
    private final Map<String, Object> values;

    /** Wraps {@code values}; {@code owner} names the resource (and block) in errors. */
    public Inputs(String owner, Map<String, ?> values) {
        this.owner = requireNonNull(owner, "owner is null");
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Returns the arguments as they are, in the order of registration. */
    public Map<String, Object> asMap() {
        return values;
    }

    /** Returns if {@code property} was given and is not null. */
    public boolean has(String property) {
        return values.get(property) != null;
    }

    /** Returns a required text; throws {@link ProvisionException} when it is absent or of another kind. */
    public String string(String property) {
        return optionalString(property).orElseThrow(() -> missing(property));
    }

    /** Returns an optional text. */
    public Optional<String> optionalString(String property) {
        return Optional.ofNullable(value(property, String.class));
    }

    /** Returns a required whole number. */
    public int integer(String property) {
        return optionalInteger(property).orElseThrow(() -> missing(property));
    }

    /** Returns an optional whole number. */
    public OptionalInt optionalInteger(String property) {
        var value = optionalNumber(property);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        double number = value.get();
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw new ProvisionException("%s: %s must be a whole number, not %s".formatted(owner, property, number));
        }
        return OptionalInt.of((int) number);
    }

    /** Returns an optional number. */
    public Optional<Double> optionalNumber(String property) {
        return Optional.ofNullable(value(property, Double.class));
    }

    /** Returns a flag, or {@code otherwise} when it is absent. */
    public boolean flag(String property, boolean otherwise) {
        var value = value(property, Boolean.class);
        return value == null ? otherwise : value;
    }

    /** Returns a list of texts, empty when absent. */
    public List<String> strings(String property) {
        var result = new ArrayList<String>();
        for (var element : list(property)) {
            if (!(element instanceof String text)) {
                throw new ProvisionException("%s: %s must hold texts, not %s".formatted(owner, property, element));
            }
            result.add(text);
        }
        return List.copyOf(result);
    }

    /** Returns a nested block, if given. */
    public Optional<Inputs> block(String property) {
        var value = value(property, Map.class);
        return value == null ? Optional.empty() : Optional.of(nested(property, value));
    }

    /** Returns a list of nested blocks, empty when absent. */
    public List<Inputs> blocks(String property) {
        var result = new ArrayList<Inputs>();
        for (var element : list(property)) {
            if (!(element instanceof Map<?, ?> map)) {
                throw new ProvisionException("%s: %s must hold blocks, not %s".formatted(owner, property, element));
            }
            result.add(nested("%s[%d]".formatted(property, result.size()), map));
        }
        return List.copyOf(result);
    }

    /** Returns a map of texts (environment, tags, request parameters), empty when absent; other values as their text. */
    public Map<String, String> texts(String property) {
        var value = value(property, Map.class);
        var result = new LinkedHashMap<String, String>();
        if (value != null) {
            for (var entry : ((Map<?, ?>) value).entrySet()) {
                result.put(String.valueOf(entry.getKey()), String.valueOf(entry.getValue()));
            }
        }
        return Collections.unmodifiableMap(result);
    }

    /** Returns a required file or archive. */
    public Asset asset(String property) {
        var value = value(property, Asset.class);
        if (value == null) {
            throw missing(property);
        }
        return value;
    }

    /** Returns the name of the resource (and block) for an error. */
    public String owner() {
        return owner;
    }

    private List<?> list(String property) {
        var value = value(property, List.class);
        return value == null ? List.of() : value;
    }

    @SuppressWarnings("unchecked") // a Struct's keys are texts
    private Inputs nested(String property, Map<?, ?> map) {
        return new Inputs(owner + "." + property, (Map<String, Object>) map);
    }

    private <T> @org.jspecify.annotations.Nullable T value(String property, Class<T> kind) {
        var value = values.get(property);
        if (value == null) {
            return null;
        }
        if (!kind.isInstance(value)) {
            throw new ProvisionException("%s: %s must be a %s, not %s"
                    .formatted(owner, property, kind.getSimpleName().toLowerCase(java.util.Locale.ROOT), value));
        }
        return kind.cast(value);
    }

    private ProvisionException missing(String property) {
        return new ProvisionException("%s: missing required argument %s".formatted(owner, property));
    }
}
