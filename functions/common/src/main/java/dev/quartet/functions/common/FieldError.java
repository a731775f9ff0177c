package dev.quartet.functions.common;

import java.util.Map;

/** What is wrong with one field of a request: its name, and what is allowed. */
public record FieldError(String field, String message) {
    Map<String, Object> json() {
        return Map.of("field", field, "message", message);
    }
}
