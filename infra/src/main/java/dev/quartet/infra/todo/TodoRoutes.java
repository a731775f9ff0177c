package dev.quartet.infra.todo;

import dev.quartet.infra.rest.JsonModel;
import dev.quartet.infra.rest.RestApiSpec;
import dev.quartet.infra.rest.Route;
import java.util.List;

/** The to-do API: its routes and the one shape that bodies have. */
final class TodoRoutes {
    // JSON Schema draft 4. The function checks all of this again: an unknown Content-Type skips models. The greatest
    // lengths are the function's alone: it names the field, and answers 413 to a body over 256 KiB; a model would
    // make one and the same 400 of both.
    private static final String TODO = """
            {
              "$schema": "http://json-schema.org/draft-04/schema#",
              "title": "To-do",
              "type": "object",
              "additionalProperties": false,
              "required": ["title"],
              "properties": {
                "title": {"type": "string", "minLength": 1},
                "notes": {"type": "string"},
                "due": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
                "done": {"type": "boolean"}
              }
            }
            """;

    private static final JsonModel BODY = new JsonModel("Todo", "What a client says of a to-do", TODO);

    private TodoRoutes() {}

    static RestApiSpec spec() {
        return new RestApiSpec(
                "todo",
                "To-dos of the users of a mobile app",
                true,
                true,
                List.of(
                        Route.cachedGet("/todos", "limit", "cursor"),
                        Route.withBody("POST", "/todos", BODY),
                        Route.cachedGet("/todos/{id}"),
                        Route.withBody("PUT", "/todos/{id}", BODY),
                        Route.plain("DELETE", "/todos/{id}"),
                        Route.plain("GET", "/me/storage")));
    }
}
