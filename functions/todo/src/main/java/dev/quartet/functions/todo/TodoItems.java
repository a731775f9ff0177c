package dev.quartet.functions.todo;

import dev.quartet.functions.data.Attributes;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How to-dos lie in the table: {@code pk=USER#<sub>}, {@code sk=TODO#<ulid>}. */
final class TodoItems {
    static final String PREFIX = "TODO#";

    private TodoItems() {}

    static AttributeValue partition(String user) {
        return Attributes.text("USER#" + user);
    }

    static Map<String, AttributeValue> key(String user, String id) {
        return Map.of("pk", partition(user), "sk", Attributes.text(PREFIX + id));
    }

    static Map<String, AttributeValue> item(String user, Todo todo) {
        Map<String, AttributeValue> item = new HashMap<>(key(user, todo.id()));
        item.put("title", Attributes.text(todo.content().title()));
        if (todo.content().notes() != null) {
            item.put("notes", Attributes.text(todo.content().notes()));
        }
        if (todo.content().due() != null) {
            item.put("due", Attributes.text(todo.content().due().toString()));
        }
        item.put("done", Attributes.truth(todo.content().done()));
        item.put("version", Attributes.number(todo.version()));
        item.put("createdAt", Attributes.text(todo.createdAt().toString()));
        item.put("updatedAt", Attributes.text(todo.updatedAt().toString()));
        return item;
    }

    static Todo todo(Map<String, AttributeValue> item) {
        String due = Attributes.optional(item, "due");
        return new Todo(
                Attributes.required(item, "sk").s().substring(PREFIX.length()),
                new TodoInput(
                        Attributes.required(item, "title").s(),
                        Attributes.optional(item, "notes"),
                        due == null ? null : LocalDate.parse(due),
                        Attributes.required(item, "done").bool()),
                Long.parseLong(Attributes.required(item, "version").n()),
                Instant.parse(Attributes.required(item, "createdAt").s()),
                Instant.parse(Attributes.required(item, "updatedAt").s()));
    }
}
