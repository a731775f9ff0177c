package dev.quartet.functions.data;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.quartet.functions.common.ApiFunction;
import dev.quartet.functions.common.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.crac.Resource;
import org.jspecify.annotations.Nullable;

/**
 * A function behind a REST API, an HTTP API or a load balancer, over tables. A stream handler, because the runtime's own deserialization of an event object is a second
 * JSON library that every cold start would load beside the one that bodies need.
 *
 * <p>SnapStart (AWS: "Lambda SnapStart runtime hooks") closes the clients before a snapshot; nothing random is kept from initialisation.
 */
public abstract class ApiHandler implements RequestStreamHandler, Resource {
    static {
        SdkLogs.quieten();
    }

    /** Makes a function's routes. */
    @FunctionalInterface
    protected interface Routes {
        Router of(Parts parts);
    }

    private final Parts parts;
    private final Router router;
    private final ApiFunction function;

    /**
     * @param namespace of its figures
     * @param headers   what every response bears that says nothing else itself
     */
    protected ApiHandler(Platform platform, String namespace, Map<String, String> headers, Routes routes) {
        this(platform, namespace, headers, routes, null);
    }

    /** @param correlated as {@link ApiFunction} takes it */
    protected ApiHandler(
            Platform platform,
            String namespace,
            Map<String, String> headers,
            Routes routes,
            @Nullable Clock correlated) {
        parts = Parts.of(platform, namespace);
        router = routes.of(parts);
        function = new ApiFunction(router, parts.logs(), parts.figures(), headers, correlated);
    }

    /** The methods of each path template. */
    public final Map<String, Set<String>> routes() {
        return router.methods();
    }

    @Override
    public final void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        response.write(handle(event.readAllBytes(), context.getAwsRequestId()));
    }

    /** An event's JSON in, a response's JSON out. */
    public final byte[] handle(byte[] event, String requestId) {
        return function.handle(event, requestId);
    }

    /** Walks through what a request does, on a platform of its own from which nothing leaves the process: see {@link Priming}. */
    protected abstract void prime(Platform likeThis);

    /** Fills the snapshot with what a request needs, and closes every connection. */
    @Override
    public final void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
        prime(parts.platform());
        parts.store().open();
        parts.close();
    }

    /** The clients open again with the first request. */
    @Override
    public final void afterRestore(org.crac.Context<? extends Resource> context) {}
}
