package dev.quartet.functions.todo;

import dev.quartet.functions.common.Cursor;
import dev.quartet.functions.common.Env;
import dev.quartet.functions.common.Figures;
import dev.quartet.functions.common.Problem;
import dev.quartet.functions.common.ProxyRequest;
import dev.quartet.functions.common.ProxyResponse;
import dev.quartet.functions.common.Requests;
import dev.quartet.functions.common.Router;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The routes of docs/api/todo.yaml. */
final class TodoApi {
    private final Todos todos;
    private final Creations creations;
    private final Figures figures;
    private final Env env;

    TodoApi(Todos todos, Creations creations, Figures figures, Env env) {
        this.todos = todos;
        this.creations = creations;
        this.figures = figures;
        this.env = env;
    }

    Router router() {
        return new Router()
                .add("GET", "/todos", this::list)
                .add("POST", "/todos", this::create)
                .add("GET", "/todos/{id}", this::read)
                .add("PUT", "/todos/{id}", this::replace)
                .add("DELETE", "/todos/{id}", this::delete)
                .add("GET", "/me/storage", this::storage);
    }

    private ProxyResponse list(ProxyRequest request) {
        String user = Requests.user(request);
        int limit = Requests.limit(request);
        Page page = todos.list(user, limit, Requests.cursor(request, user), TodoRequests.consistent(request));
        List<Map<String, Object>> items = new ArrayList<>();
        for (Todo todo : page.items()) {
            items.add(todo.json());
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("items", items);
        if (page.lastId() != null) {
            body.put("nextCursor", Cursor.of(user, page.lastId()));
        }
        return ProxyResponse.json(200, body);
    }

    private ProxyResponse create(ProxyRequest request) {
        String user = Requests.user(request);
        String key = Requests.idempotencyKey(request);
        TodoInput input = TodoInput.of(Requests.body(request));
        if (key == null) {
            Todo todo = todos.draft(input);
            todos.create(user, todo);
            figures.count("TodosCreated");
            return withTag(ProxyResponse.json(201, todo.json()), todo.version())
                    .with("Location", location(request, todo.id()));
        }
        try {
            Creations.Answer answer = creations.create(user, key, input);
            figures.count(answer.replayed() ? "TodosReplayed" : "TodosCreated");
            return withTag(new ProxyResponse(201, Map.of("Content-Type", "application/json"), answer.json()), 1)
                    .with("Location", location(request, answer.id()));
        } catch (Creations.KeyReusedException e) {
            throw Problem.of(
                            422,
                            "Idempotency-Key Reused",
                            "This Idempotency-Key was used for another to-do within the last 24 hours; take a new one.")
                    .exception();
        }
    }

    private ProxyResponse read(ProxyRequest request) {
        String user = Requests.user(request);
        return one(todos.find(user, TodoRequests.id(request), TodoRequests.consistent(request)));
    }

    private ProxyResponse replace(ProxyRequest request) {
        String user = Requests.user(request);
        String id = TodoRequests.id(request);
        IfMatch ifMatch = IfMatch.of(request.header("If-Match"));
        TodoInput input = TodoInput.of(Requests.body(request));
        try {
            ProxyResponse response = one(todos.replace(user, id, input, ifMatch));
            figures.count("TodosUpdated");
            return response;
        } catch (VersionMismatchException e) {
            throw mismatch(e);
        }
    }

    private ProxyResponse delete(ProxyRequest request) {
        String user = Requests.user(request);
        String id = TodoRequests.id(request);
        try {
            if (!todos.delete(user, id, IfMatch.of(request.header("If-Match")))) {
                throw TodoRequests.notFound();
            }
            figures.count("TodosDeleted");
            return ProxyResponse.noContent();
        } catch (VersionMismatchException e) {
            throw mismatch(e);
        }
    }

    /** Where a user's files go: under a prefix that bears the identity pool's identity id, which only the client knows. */
    private ProxyResponse storage(ProxyRequest request) {
        Requests.user(request);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("bucket", env.required("USER_FILES_BUCKET"));
        body.put("prefix", env.required("USER_FILES_PREFIX"));
        body.put("region", env.required("AWS_REGION"));
        body.put("identityPoolId", env.required("IDENTITY_POOL_ID"));
        return ProxyResponse.json(200, body);
    }

    private static ProxyResponse one(Optional<Todo> todo) {
        return todo.map(found -> withTag(ProxyResponse.json(200, found.json()), found.version()))
                .orElseThrow(TodoRequests::notFound);
    }

    private static ProxyResponse withTag(ProxyResponse response, long version) {
        return response.with("ETag", IfMatch.tag(version));
    }

    private static String location(ProxyRequest request, String id) {
        String path = request.path();
        return (path.endsWith("/") ? path : path + "/") + id;
    }

    private static RuntimeException mismatch(VersionMismatchException e) {
        return Problem.of(
                        412,
                        "Precondition Failed",
                        "The to-do was changed: it is at version " + e.actual()
                                + "; read it again, then update that version.")
                .withHeader("ETag", IfMatch.tag(e.actual()))
                .exception();
    }
}
