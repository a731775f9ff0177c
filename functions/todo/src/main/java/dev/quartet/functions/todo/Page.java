package dev.quartet.functions.todo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some of a user's to-dos; {@code lastId} is the id after which more follow, null at the end. */
record Page(List<Todo> items, @Nullable String lastId) {
    Page {
        items = List.copyOf(items);
    }
}
