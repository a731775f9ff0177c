package dev.quartet.local.apigateway.http;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.apigateway.shared.StageLookup;
import dev.quartet.local.aws.AwsService;
import dev.quartet.local.aws.RequestAuthenticator;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.FunctionInvoker;
import dev.quartet.local.core.LoadBalancers;
import dev.quartet.local.core.LogSink;
import dev.quartet.local.core.Metrics;
import dev.quartet.local.core.Reachability;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import dev.quartet.local.core.TokenVerifier;
import dev.quartet.local.http.FrontDoors;
import dev.quartet.local.http.PassThroughClient;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** API Gateway's HTTP APIs: each gets a front door, {@code http://localhost:46xx}. Thread-safe. */
public final class HttpApis implements ResourceModule, AutoCloseable {
    private final ExecutorService invocations = Executors.newVirtualThreadPerTaskExecutor();
    private final PassThroughClient client = new PassThroughClient("http-apis");
    private final Apis apis = new Apis();
    private final ApiHandlers apiHandlers;
    private final RouteHandlers routeHandlers;
    private final StageHandlers stageHandlers;
    private final HttpApiService api;

    /** What else HTTP APIs work with. */
    public record Neighbours(
            FrontDoors doors,
            FunctionInvoker invoker,
            LoadBalancers loadBalancers,
            Reachability reachability,
            RequestAuthenticator signatures,
            Authorizer authorizer,
            TokenVerifier verifier,
            Metrics metrics,
            LogSink logs) {
        public Neighbours {
            requireNonNull(doors, "doors is null");
            requireNonNull(invoker, "invoker is null");
            requireNonNull(loadBalancers, "loadBalancers is null");
            requireNonNull(reachability, "reachability is null");
            requireNonNull(signatures, "signatures is null");
            requireNonNull(authorizer, "authorizer is null");
            requireNonNull(verifier, "verifier is null");
            requireNonNull(metrics, "metrics is null");
            requireNonNull(logs, "logs is null");
        }
    }

    /** Creates it with no API; the doors stay their owner's to close. */
    public HttpApis(CloudContext cloud, Neighbours neighbours) {
        var backEnds = new BackEnds(
                neighbours.invoker(), invocations, neighbours.loadBalancers(), neighbours.reachability(), client);
        this.apiHandlers = new ApiHandlers(cloud, apis, neighbours.doors(), neighbours.verifier());
        this.routeHandlers = new RouteHandlers(
                apis, backEnds, new IamAuthorization(neighbours.signatures(), neighbours.authorizer()));
        this.api = new HttpApiService(cloud, apis, neighbours.authorizer());
        this.stageHandlers = new StageHandlers(cloud, apis, neighbours.metrics(), neighbours.logs());
    }

    @Override
    public void install(ResourceCatalog catalog) {
        apiHandlers.install(catalog);
        routeHandlers.install(catalog);
        stageHandlers.install(catalog);
    }

    /** Returns the stages, for custom domain names. */
    public StageLookup stages() {
        return (apiId, stage) ->
                apis.find(apiId).flatMap(api -> Optional.ofNullable(api.door().stage(stage)));
    }

    /** Returns the API by which the command line reads what there is. */
    public AwsService api() {
        return api;
    }

    /** Gives up invocations that are still under way. */
    @Override
    public void close() {
        invocations.shutdownNow();
        client.close();
    }
}
