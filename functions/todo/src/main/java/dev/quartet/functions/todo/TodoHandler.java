package dev.quartet.functions.todo;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.quartet.functions.common.ApiFunction;
import dev.quartet.functions.common.Env;
import dev.quartet.functions.common.Figures;
import dev.quartet.functions.common.Logs;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import org.crac.Core;
import org.crac.Resource;

/**
 * The to-do API's function: {@code dev.quartet.functions.todo.TodoHandler::handleRequest}.
 *
 * <p>A stream handler, because the runtime's own deserialization of an event object is a second JSON library that every cold start
 * would load beside the one that bodies need.
 *
 * <p>Environment: TABLE_NAME, USER_FILES_BUCKET, USER_FILES_PREFIX, IDENTITY_POOL_ID; DAX_ENDPOINT where there is a cluster. SnapStart
 * (AWS: "Lambda SnapStart runtime hooks") closes the clients before a snapshot; nothing random is kept from initialisation.
 */
public final class TodoHandler implements RequestStreamHandler, Resource {
    static {
        // The AWS SDK logs through SLF4J, whose complaint about having no provider would be in every log otherwise.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
    }

    private final Store store;
    private final ApiFunction function;

    public TodoHandler() {
        this(Env.system(), Clock.systemUTC());
        Core.getGlobalContext().register(this);
    }

    private TodoHandler(Env env, Clock clock) {
        Logs logs = new Logs(System.out, clock);
        Figures figures = new Figures(
                "Quartet/Todo", env.variables().getOrDefault("AWS_LAMBDA_FUNCTION_NAME", "todo"), logs, clock);
        String tableName = env.required("TABLE_NAME");
        store = new Store(() -> Clients.table(env), Clients.dax(env), logs, figures, System::nanoTime);
        Todos todos = new Todos(store, tableName, clock);
        Creations creations = new Creations(store, todos, tableName, clock);
        function = new ApiFunction(new TodoApi(todos, creations, figures, env).router(), logs, figures);
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        response.write(function.handle(event.readAllBytes(), context));
    }

    /** Opens the table's client, so that the snapshot holds its classes loaded, and closes every connection. */
    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
        store.open();
        store.close();
    }

    /** The clients open again with the first request. */
    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {}
}
