package dev.quartet.functions.common;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A function's environment variables. */
public record Env(Map<String, String> variables) {
    public Env {
        variables = Map.copyOf(variables);
    }

    public static Env system() {
        return new Env(System.getenv());
    }

    /** @throws IllegalStateException naming the variable if it is missing or blank */
    public String required(String name) {
        String value = optional(name);
        if (value == null) {
            throw new IllegalStateException(
                    "environment variable " + name + " is missing; the function's configuration must set it");
        }
        return value;
    }

    /** The value, or null if it is missing or blank. */
    public @Nullable String optional(String name) {
        String value = variables.get(name);
        return value == null || value.isBlank() ? null : value;
    }
}
