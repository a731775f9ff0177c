package dev.quartet.functions.blog.api;

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
 * The blog API's function: {@code dev.quartet.functions.blog.api.BlogHandler::handleRequest}. A stream handler, as every function here:
 * see TodoHandler.
 *
 * <p>Environment: POSTS_TABLE, VISITORS_TABLE, UPLOADS_BUCKET, UPLOADS_ACCELERATED (true or false); DAX_ENDPOINT where there is a
 * cluster. SnapStart closes the clients before a snapshot; nothing random is kept from initialisation.
 */
public final class BlogHandler implements RequestStreamHandler, Resource {
    static {
        SdkLogs.quieten();
    }

    private final Env env;
    private final Clock clock;
    private final Store store;
    private final Router router;
    private final ApiFunction function;
    private @Nullable Uploads uploads;

    public BlogHandler() {
        this(Env.system());
        Core.getGlobalContext().register(this);
    }

    private BlogHandler(Env env) {
        this(env, Clock.systemUTC(), System.out, () -> Clients.table(env), Clients.dax(env));
    }

    BlogHandler(
            Env env,
            Clock clock,
            PrintStream out,
            Supplier<DynamoDbClient> openTable,
            @Nullable Supplier<DynamoDbClient> openDax) {
        this.env = env;
        this.clock = clock;
        Logs logs = new Logs(out, clock);
        Figures figures = Figures.of("Quartet/Blog", env, "blog-api", logs, clock);
        store = new Store(openTable, openDax, logs, figures, System::nanoTime);
        String posts = env.required("POSTS_TABLE");
        router = new BlogApi(
                        new Posts(store, posts),
                        new Images(store, posts),
                        new Visitors(store, env.required("VISITORS_TABLE")),
                        new ByTime(store, posts),
                        this::uploads,
                        figures,
                        clock)
                .router();
        // What is not said to be cacheable is stored nowhere.
        function = new ApiFunction(router, logs, figures, Map.of("Cache-Control", "no-store"));
    }

    /** Opened with its first use: it needs no connection, so a snapshot may hold it. */
    private Uploads uploads() {
        Uploads opened = uploads;
        if (opened == null) {
            opened = new Uploads(env);
            uploads = opened;
        }
        return opened;
    }

    /** The methods of each path template. */
    Map<String, Set<String>> routes() {
        return router.methods();
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
        // Its credentials are not to be those of the snapshot's time.
        uploads = null;
    }

    /** The clients open again with the first request. */
    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {}
}
