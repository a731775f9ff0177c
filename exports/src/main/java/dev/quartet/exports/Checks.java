package dev.quartet.exports;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Guards of the contract's records: each error names the component, its value and what is allowed. */
final class Checks {
    private Checks() {}

    /** Requires a text that is neither absent nor blank. */
    static void text(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw refused(name, value, "a text that is not blank");
        }
    }

    /** Requires a text, or null. */
    static void textOrNull(String name, @Nullable String value) {
        if (value != null) {
            text(name, value);
        }
    }

    /** Requires an ARN of any partition. */
    static void arn(String name, @Nullable String value) {
        if (value == null || !value.startsWith("arn:")) {
            throw refused(name, value, "an ARN (arn:partition:service:region:account:resource)");
        }
    }

    /** Requires an ARN, or null. */
    static void arnOrNull(String name, @Nullable String value) {
        if (value != null) {
            arn(name, value);
        }
    }

    /** Requires an http or https URL; http is what the local cloud serves on loopback. */
    static void url(String name, @Nullable String value) {
        if (value == null || !(value.startsWith("https://") || value.startsWith("http://"))) {
            throw refused(name, value, "a URL that starts with https:// or http://");
        }
    }

    /** Requires a component that is present. */
    static void present(String name, @Nullable Object value) {
        if (value == null) {
            throw refused(name, null, "a value");
        }
    }

    /** Requires a list without gaps and returns an unmodifiable copy. */
    static <T> List<T> list(String name, @Nullable List<T> value) {
        if (value == null || value.stream().anyMatch(java.util.Objects::isNull)) {
            throw refused(name, value, "a list without nulls, which may be empty");
        }
        return List.copyOf(value);
    }

    static IllegalArgumentException refused(String name, @Nullable Object value, String allowed) {
        String shown = value == null ? "absent" : "'" + value + "'";
        return new IllegalArgumentException(name + " is " + shown + "; allowed: " + allowed);
    }
}
