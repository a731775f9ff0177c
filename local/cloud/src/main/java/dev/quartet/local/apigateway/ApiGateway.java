package dev.quartet.local.apigateway;

import dev.quartet.local.apigateway.shared.MappedStage;
import dev.quartet.local.apigateway.shared.StageLookup;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.FunctionInvoker;
import dev.quartet.local.core.LogSink;
import dev.quartet.local.core.Metrics;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import dev.quartet.local.core.TokenVerifier;
import dev.quartet.local.http.FrontDoors;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** API Gateway's REST APIs: each API gets a front door, {@code http://localhost:46xx/<stage>/…}. Thread-safe. */
public final class ApiGateway implements ResourceModule, AutoCloseable {
    private final ExecutorService invocations = Executors.newVirtualThreadPerTaskExecutor();
    private final Apis apis = new Apis();
    private final ApiHandlers apiHandlers;
    private final MethodHandlers methodHandlers;
    private final StageHandlers stageHandlers;

    /** Creates it with no API; {@code doors} stays its owner's to close. */
    public ApiGateway(
            CloudContext cloud,
            FrontDoors doors,
            FunctionInvoker invoker,
            TokenVerifier verifier,
            Metrics metrics,
            LogSink logs) {
        var compiler = new RouteCompiler(invoker, verifier, invocations, cloud.clock());
        this.apiHandlers = new ApiHandlers(cloud, apis, doors);
        this.methodHandlers = new MethodHandlers(apis);
        this.stageHandlers = new StageHandlers(cloud, apis, compiler, metrics, logs);
    }

    @Override
    public void install(ResourceCatalog catalog) {
        apiHandlers.install(catalog);
        methodHandlers.install(catalog);
        stageHandlers.install(catalog);
    }

    /** Returns the stages, for custom domain names. */
    public StageLookup stages() {
        return (apiId, stage) ->
                apis.find(apiId).flatMap(api -> api.stage(stage)).map(server -> (MappedStage) server);
    }

    /** Gives up invocations that are still under way. */
    @Override
    public void close() {
        invocations.shutdownNow();
    }
}
