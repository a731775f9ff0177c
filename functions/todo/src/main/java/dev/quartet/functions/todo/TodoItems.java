package dev.quartet.functions.todo;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How to-dos lie in the table: {@code pk=USER#<sub>}, {@code sk=TODO#<ulid>}. */
final class TodoItems {
    static final String PREFIX = "TODO#";

    private TodoItems() {}

    static AttributeValue text(String value) {
        return AttributeValue.builder().s(value).build();
    }

    static AttributeValue number(long value) {
        return AttributeValue.builder().n(Long.toString(value)).build();
    }

    static AttributeValue truth(boolean value) {
        return AttributeValue.builder().bool(value).build();
    }

    static AttributeValue partition(String user) {
        return text("USER#" + user);
    }

    static Map<String, AttributeValue> key(String user, String id) {
        return Map.of("pk", partition(user), "sk", text(PREFIX + id));
    }

    static Map<String, AttributeValue> item(String user, Todo todo) {
        Map<String, AttributeValue> item = new HashMap<>(key(user, todo.id()));
        item.put("title", text(todo.content().title()));
        if (todo.content().notes() != null) {
            item.put("notes", text(todo.content().notes()));
        }
        if (todo.content().due() != null) {
            item.put("due", text(todo.content().due().toString()));
        }
        item.put("done", truth(todo.content().done()));
        item.put("version", number(todo.version()));
        item.put("createdAt", text(todo.createdAt().toString()));
        item.put("updatedAt", text(todo.updatedAt().toString()));
        return item;
    }

    static Todo todo(Map<String, AttributeValue> item) {
        String due = optional(item, "due");
        return new Todo(
                required(item, "sk").s().substring(PREFIX.length()),
                new TodoInput(
                        required(item, "title").s(),
                        optional(item, "notes"),
                        due == null ? null : LocalDate.parse(due),
                        required(item, "done").bool()),
                Long.parseLong(required(item, "version").n()),
                Instant.parse(required(item, "createdAt").s()),
                Instant.parse(required(item, "updatedAt").s()));
    }

    private static AttributeValue required(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        if (value == null) {
            throw new IllegalStateException("an item of the table has no attribute " + name);
        }
        return value;
    }

    private static @Nullable String optional(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null ? null : value.s();
    }
}
