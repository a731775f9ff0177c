package dev.quartet.functions.todo;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A to-do.
 *
 * @param id      ULID: sorts by time of creation
 * @param version 1 when created, one more with every update
 */
record Todo(String id, TodoInput content, long version, Instant createdAt, Instant updatedAt) {
    /** As the API shows it; fields without a value are left out. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id);
        json.put("title", content.title());
        if (content.notes() != null) {
            json.put("notes", content.notes());
        }
        if (content.due() != null) {
            json.put("due", content.due());
        }
        json.put("done", content.done());
        json.put("version", version);
        json.put("createdAt", createdAt);
        json.put("updatedAt", updatedAt);
        return json;
    }
}
