package dev.quartet.functions.common;

import java.util.LinkedHashMap;
import java.util.Map;

/** What is wrong with one field of a request: its name, and what is allowed. */
public record FieldError(String field, String message) {
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("field", field);
        json.put("message", message);
        return json;
    }
}
