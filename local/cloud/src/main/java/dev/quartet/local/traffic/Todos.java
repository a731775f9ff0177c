package dev.quartet.local.traffic;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;

/** The to-do API. Thread-safe. */
final class Todos {
    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;

    private final Wire wire;
    private final String url;

    Todos(Wire wire, String url) {
        this.wire = wire;
        this.url = url;
    }

    void list(User user) throws FailedRequestException, InterruptedException {
        wire.expect(Operation.LIST_TODOS, as(user, "/todos?limit=20").GET().build());
    }

    void read(User user, String id) throws FailedRequestException, InterruptedException {
        var response =
                wire.send(Operation.READ_TODO, as(user, "/todos/" + id).GET().build());
        if (response.statusCode() == NOT_FOUND) { // its ETag may be as old as the cache: nothing to learn from it
            user.forget(id);
        }
    }

    /** Reads past the caches and learns the version that stands. */
    void refresh(User user, String id) throws FailedRequestException, InterruptedException {
        var response = wire.send(
                Operation.REFRESH_TODO,
                as(user, "/todos/" + id)
                        .header("Cache-Control", "max-age=0")
                        .GET()
                        .build());
        settle(user, id, response);
    }

    void create(User user, String title) throws FailedRequestException, InterruptedException {
        var body = Wire.JSON.createObjectNode().put("title", title).toString();
        var response = wire.expect(
                Operation.CREATE_TODO,
                as(user, "/todos")
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
        var id = Wire.JSON.readTree(response.body()).path("id").asString();
        user.remember(new User.Todo(id, etag(response)));
    }

    /** Replaces {@code todo} if nobody else has; a version that is not the last any more is read again. */
    void update(User user, User.Todo todo, String title) throws FailedRequestException, InterruptedException {
        var body = Wire.JSON
                .createObjectNode()
                .put("title", title)
                .put("done", true)
                .toString();
        var response = wire.send(
                Operation.UPDATE_TODO,
                as(user, "/todos/" + todo.id())
                        .header("Content-Type", "application/json")
                        .header("If-Match", todo.etag())
                        .PUT(HttpRequest.BodyPublishers.ofString(body))
                        .build());
        if (response.statusCode() == PRECONDITION_FAILED) {
            refresh(user, todo.id());
        } else {
            settle(user, todo.id(), response);
        }
    }

    void delete(User user, String id) throws FailedRequestException, InterruptedException {
        user.forget(id); // first: nobody shall begin to read what is about to go
        wire.send(Operation.DELETE_TODO, as(user, "/todos/" + id).DELETE().build());
    }

    private static void settle(User user, String id, HttpResponse<byte[]> response) {
        if (response.statusCode() == NOT_FOUND) {
            user.forget(id);
        } else if (response.statusCode() == 200 && !etag(response).isEmpty()) {
            user.remember(new User.Todo(id, etag(response)));
        }
    }

    private static String etag(HttpResponse<byte[]> response) {
        return response.headers().firstValue("etag").orElse("");
    }

    private HttpRequest.Builder as(User user, String path) {
        return Wire.request(url + path).header("Authorization", user.tokens().idToken());
    }
}
