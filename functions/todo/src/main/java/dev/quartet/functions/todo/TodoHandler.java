package dev.quartet.functions.todo;

import dev.quartet.functions.common.Env;
import dev.quartet.functions.common.Router;
import dev.quartet.functions.data.ApiHandler;
import dev.quartet.functions.data.Parts;
import dev.quartet.functions.data.Platform;
import dev.quartet.functions.data.Priming;
import java.util.Map;
import org.crac.Core;

/**
 * The to-do API's function: {@code dev.quartet.functions.todo.TodoHandler::handleRequest}.
 *
 * <p>Environment: TABLE_NAME, USER_FILES_BUCKET, USER_FILES_PREFIX, IDENTITY_POOL_ID; DAX_ENDPOINT where there is a cluster;
 * CORS_ORIGIN where browsers of another origin may call.
 */
public final class TodoHandler extends ApiHandler {
    static final String PRIMED = """
            {"pk":{"S":"USER#priming"},"sk":{"S":"TODO#00000000000000000000000000"},"title":{"S":"primed"},"due":{"S":"2026-01-01"},\
            "done":{"BOOL":false},"version":{"N":"1"},"createdAt":{"S":"2026-01-01T00:00:00Z"},"updatedAt":{"S":"2026-01-01T00:00:00Z"}}""";

    public TodoHandler() {
        this(Platform.lambda());
        Core.getGlobalContext().register(this);
    }

    TodoHandler(Platform platform) {
        super(platform, "Quartet/Todo", crossOrigin(platform.env()), TodoHandler::router);
    }

    private static Router router(Parts parts) {
        Platform platform = parts.platform();
        String tableName = platform.env().required("TABLE_NAME");
        Todos todos = new Todos(parts.store(), tableName, platform.clock());
        Creations creations = new Creations(parts.store(), todos, tableName, platform.clock());
        return new TodoApi(todos, creations, parts.figures(), platform.env()).router();
    }

    private static Map<String, String> crossOrigin(Env env) {
        String origin = env.optional("CORS_ORIGIN");
        return origin == null
                ? Map.of()
                : Map.of("Access-Control-Allow-Origin", origin, "Access-Control-Expose-Headers", "ETag, Location");
    }

    @Override
    protected void prime(Platform likeThis) {
        primeOn(Priming.platform(likeThis, PRIMED));
    }

    static void primeOn(Platform platform) {
        String todo = "{\"title\":\"primed\",\"due\":\"2026-01-01\"}";
        new Priming(
                        new TodoHandler(platform),
                        Map.of("id", "00000000000000000000000000"),
                        Map.of("sub", "priming", "token_use", "id"))
                .request("POST", "/todos", todo)
                .request("GET", "/todos", null)
                .request("GET", "/todos/{id}", null)
                .request("PUT", "/todos/{id}", todo)
                .request("DELETE", "/todos/{id}", null);
    }
}
