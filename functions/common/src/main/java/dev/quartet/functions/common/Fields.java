package dev.quartet.functions.common;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a request's JSON object, read one by one; what is wrong is collected, so that one answer names all of it. Everything is
 * checked here, even what the API's model checked before: API Gateway lets a body of another content type pass its model.
 */
public final class Fields {
    private final Map<String, @Nullable Object> json;
    private final String path;
    private final List<FieldError> errors;

    /** @param allowed names of the fields that there are; others are errors */
    public Fields(Map<String, @Nullable Object> json, List<String> allowed) {
        this(json, allowed, "", new ArrayList<>());
    }

    private Fields(Map<String, @Nullable Object> json, List<String> allowed, String path, List<FieldError> errors) {
        this.json = json;
        this.path = path;
        this.errors = errors;
        for (String field : json.keySet()) {
            if (!allowed.contains(field)) {
                error(shortened(field), "is unknown; allowed are " + listed(allowed));
            }
        }
    }

    private static String listed(List<String> names) {
        int last = names.size() - 1;
        return last == 0 ? names.getFirst() : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    /** An unknown field's name comes from the client: it is not sent back at any length. */
    private static String shortened(String field) {
        return field.length() <= 50 ? field : field.substring(0, 50) + "…";
    }

    public void error(String field, String message) {
        errors.add(new FieldError(path + field, message));
    }

    /** The fields of an object within this one; null if it is missing or none, as is noted then. */
    public @Nullable Fields requiredObject(String field, List<String> allowed) {
        if (json.get(field) instanceof Map<?, ?> object) {
            return within(object, allowed, field);
        }
        error(field, has(field) ? "is not an object" : "is missing");
        return null;
    }

    /** The fields of each object in a list of 1 to {@code max}; empty if it is missing or wrong, as is noted then. */
    public List<Fields> requiredObjects(String field, int max, List<String> allowed) {
        if (!(json.get(field) instanceof List<?> list)) {
            error(field, has(field) ? "is not a list" : "is missing");
            return List.of();
        }
        if (list.isEmpty() || list.size() > max) {
            error(field, "has " + list.size() + " entries; allowed are 1 to " + max);
            return List.of();
        }
        List<Fields> objects = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String name = field + "[" + i + "]";
            if (list.get(i) instanceof Map<?, ?> object) {
                objects.add(within(object, allowed, name));
            } else {
                error(name, "is not an object");
            }
        }
        return objects;
    }

    private Fields within(Map<?, ?> object, List<String> allowed, String name) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        object.forEach((key, value) -> fields.put(String.valueOf(key), value));
        return new Fields(fields, allowed, path + name + ".", errors);
    }

    /** A whole number within bounds; {@code min} if it is missing or wrong, as is noted then. */
    public int requiredNumber(String field, int min, int max) {
        if (json.get(field) instanceof Number number
                && number.doubleValue() == Math.rint(number.doubleValue())
                && number.doubleValue() >= min
                && number.doubleValue() <= max) {
            return number.intValue();
        }
        error(field, (has(field) ? "is not" : "is missing; allowed is") + " a whole number from " + min + " to " + max);
        return min;
    }

    public boolean has(String field) {
        return json.containsKey(field);
    }

    /** The field's value as it came; null if it is missing, or is null. */
    public @Nullable Object value(String field) {
        return json.get(field);
    }

    /** A text of at most so many characters; null if it is missing or, as is noted then, wrong. */
    public @Nullable String text(String field, int max) {
        if (!has(field)) {
            return null;
        }
        if (!(json.get(field) instanceof String text)) {
            error(field, "is not a string");
            return null;
        }
        // Characters as JSON Schema counts them: code points.
        int length = text.codePointCount(0, text.length());
        if (length > max) {
            error(field, "has " + length + " characters; allowed are at most " + max);
            return null; // nobody shall search a text of any length
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            error(field, "has half a surrogate pair, which is no character");
            return null;
        }
        return text;
    }

    /** A text that must be there, and not be blank; null if it, as is noted then, is missing or wrong. */
    public @Nullable String requiredText(String field, int max) {
        String text = text(field, max);
        if (!has(field)) {
            error(field, "is missing; allowed are 1 to " + max + " characters");
        } else if (text != null && text.isBlank()) {
            error(field, "is blank; allowed are 1 to " + max + " characters");
        }
        return text;
    }

    public boolean wrong() {
        return !errors.isEmpty();
    }

    /** 400 naming every field that is wrong; {@code what} completes "The … has fields". */
    public ProblemException problem(String title, String what) {
        return Problem.of(400, title, "The " + what + " has fields that are not allowed as they are.")
                .withErrors(errors)
                .exception();
    }
}
