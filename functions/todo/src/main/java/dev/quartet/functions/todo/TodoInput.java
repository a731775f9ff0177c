package dev.quartet.functions.todo;

import dev.quartet.functions.common.Fields;
import dev.quartet.functions.common.Json;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private static final List<String> FIELDS = List.of("title", "notes", "due", "done");
    private static final int ISO_DATE_LENGTH = 10;

    /**
     * Reads what a client sent.
     *
     * @throws dev.quartet.functions.common.ProblemException 400 naming every field that is wrong
     */
    static TodoInput of(Map<String, @Nullable Object> json) {
        Fields fields = new Fields(json, FIELDS);
        String title = fields.requiredText("title", MAX_TITLE);
        String notes = fields.text("notes", MAX_NOTES);
        LocalDate due = date(fields);
        Object done = fields.has("done") ? fields.value("done") : false;
        if (!(done instanceof Boolean)) {
            fields.error("done", "is not true or false");
        }
        if (fields.wrong() || title == null) {
            throw fields.problem("Invalid To-do", "to-do");
        }
        return new TodoInput(title, notes, due, Boolean.TRUE.equals(done));
    }

    private static @Nullable LocalDate date(Fields fields) {
        if (!fields.has("due")) {
            return null;
        }
        try {
            if (fields.value("due") instanceof String text && text.length() == ISO_DATE_LENGTH) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeParseException e) {
            // Said below, like every other thing that is no date.
        }
        fields.error("due", "is not a date as 2026-01-31");
        return null;
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
