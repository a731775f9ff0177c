package dev.quartet.functions.todo;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.quartet.functions.common.ApiFunction;
import dev.quartet.functions.common.Env;
import dev.quartet.functions.common.Figures;
import dev.quartet.functions.common.Logs;
import dev.quartet.functions.common.Router;
import dev.quartet.functions.data.Clients;
import dev.quartet.functions.data.SdkLogs;
import dev.quartet.functions.data.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.crac.Core;
import org.crac.Resource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The to-do API's function: {@code dev.quartet.functions.todo.TodoHandler::handleRequest}.
 *
 * <p>A stream handler, because the runtime's own deserialization of an event object is a second JSON library that every cold start
 * would load beside the one that bodies need.
 *
 * <p>Environment: TABLE_NAME, USER_FILES_BUCKET, USER_FILES_PREFIX, IDENTITY_POOL_ID; DAX_ENDPOINT where there is a cluster;
 * CORS_ORIGIN where browsers of another origin may call. SnapStart
 * (AWS: "Lambda SnapStart runtime hooks") closes the clients before a snapshot; nothing random is kept from initialisation.
 */
public final class TodoHandler implements RequestStreamHandler, Resource {
    static {
        SdkLogs.quieten();
    }

    private final Env env;
    private final Clock clock;
    private final Store store;
    private final Router router;
    private final ApiFunction function;

    public TodoHandler() {
        this(Env.system());
        Core.getGlobalContext().register(this);
    }

    private TodoHandler(Env env) {
        this(env, Clock.systemUTC(), System.out, () -> Clients.table(env), Clients.dax(env));
    }

    TodoHandler(
            Env env,
            Clock clock,
            PrintStream out,
            Supplier<DynamoDbClient> openTable,
            @Nullable Supplier<DynamoDbClient> openDax) {
        this.env = env;
        this.clock = clock;
        Logs logs = new Logs(out, clock);
        Figures figures = Figures.of("Quartet/Todo", env, "todo", logs, clock);
        String tableName = env.required("TABLE_NAME");
        store = new Store(openTable, openDax, logs, figures, System::nanoTime);
        Todos todos = new Todos(store, tableName, clock);
        Creations creations = new Creations(store, todos, tableName, clock);
        router = new TodoApi(todos, creations, figures, env).router();
        function = new ApiFunction(router, logs, figures, crossOrigin(env));
    }

    /** The methods of each path template. */
    Map<String, Set<String>> routes() {
        return router.methods();
    }

    private static Map<String, String> crossOrigin(Env env) {
        String origin = env.optional("CORS_ORIGIN");
        return origin == null
                ? Map.of()
                : Map.of("Access-Control-Allow-Origin", origin, "Access-Control-Expose-Headers", "ETag, Location");
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        response.write(handle(event.readAllBytes(), context.getAwsRequestId()));
    }

    byte[] handle(byte[] event, String requestId) {
        return function.handle(event, requestId);
    }

    /** Fills the snapshot with what a request needs, and closes every connection. */
    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
        Priming.run(env, clock);
        store.open();
        store.close();
    }

    /** The clients open again with the first request. */
    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {}
}
