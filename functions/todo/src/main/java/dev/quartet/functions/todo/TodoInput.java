package dev.quartet.functions.todo;

import dev.quartet.functions.common.FieldError;
import dev.quartet.functions.common.Json;
import dev.quartet.functions.common.Problem;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client may say about a to-do.
 *
 * @param title 1 to 200 characters, not all of them blank
 * @param notes at most 4,000 characters
 * @param due   a day
 * @param done  false unless given
 */
record TodoInput(
        String title, @Nullable String notes, @Nullable LocalDate due, boolean done) {
    static final int MAX_TITLE = 200;
    static final int MAX_NOTES = 4_000;
    private static final Set<String> FIELDS = Set.of("title", "notes", "due", "done");
    private static final int ISO_DATE_LENGTH = 10;

    /**
     * Checks everything, even what the API's model checked before: API Gateway lets a body of another content type pass its model.
     *
     * @throws dev.quartet.functions.common.ProblemException 400 naming every field that is wrong
     */
    static TodoInput of(Map<String, @Nullable Object> json) {
        List<FieldError> errors = new ArrayList<>();
        for (String field : json.keySet()) {
            if (!FIELDS.contains(field)) {
                errors.add(new FieldError(shortened(field), "is unknown; allowed are title, notes, due and done"));
            }
        }
        String title = text(json, "title", MAX_TITLE, errors);
        if (!json.containsKey("title")) {
            errors.add(new FieldError("title", "is missing; allowed are 1 to 200 characters"));
        } else if (title != null && title.isBlank()) {
            errors.add(new FieldError("title", "is blank; allowed are 1 to 200 characters"));
        }
        String notes = text(json, "notes", MAX_NOTES, errors);
        LocalDate due = date(json, errors);
        Object done = json.getOrDefault("done", false);
        if (!(done instanceof Boolean)) {
            errors.add(new FieldError("done", "is not true or false"));
        }
        if (!errors.isEmpty() || title == null) {
            throw Problem.of(400, "Invalid To-do", "The to-do has fields that are not allowed as they are.")
                    .withErrors(errors)
                    .exception();
        }
        return new TodoInput(title, notes, due, Boolean.TRUE.equals(done));
    }

    private static @Nullable String text(
            Map<String, @Nullable Object> json, String field, int max, List<FieldError> errors) {
        if (!json.containsKey(field)) {
            return null;
        }
        if (!(json.get(field) instanceof String text)) {
            errors.add(new FieldError(field, "is not a string"));
            return null;
        }
        // Characters as JSON Schema counts them: code points.
        int length = text.codePointCount(0, text.length());
        if (length > max) {
            errors.add(new FieldError(field, "has " + length + " characters; allowed are at most " + max));
        } else if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            errors.add(new FieldError(field, "has half a surrogate pair, which is no character"));
        }
        return text;
    }

    private static @Nullable LocalDate date(Map<String, @Nullable Object> json, List<FieldError> errors) {
        if (!json.containsKey("due")) {
            return null;
        }
        try {
            if (json.get("due") instanceof String text && text.length() == ISO_DATE_LENGTH) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeParseException e) {
            // Said below, like every other thing that is no date.
        }
        errors.add(new FieldError("due", "is not a date as 2026-01-31"));
        return null;
    }

    /** An unknown field's name comes from the client: it is not sent back at any length. */
    private static String shortened(String field) {
        return field.length() <= 50 ? field : field.substring(0, 50) + "…";
    }

    /** The same text for inputs that say the same. */
    byte[] canonical() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("title", title);
        json.put("notes", notes);
        json.put("due", due);
        json.put("done", done);
        return Json.bytes(json);
    }
}
