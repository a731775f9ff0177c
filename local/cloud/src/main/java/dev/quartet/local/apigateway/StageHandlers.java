package dev.quartet.local.apigateway;

import dev.quartet.local.apigateway.shared.AccessLog;
import dev.quartet.local.apigateway.shared.Ids;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.LogSink;
import dev.quartet.local.core.Metrics;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import java.util.Map;
import java.util.Optional;

/** Handlers of deployments, stages and their settings. */
final class StageHandlers implements ResourceModule {
    /** A cluster of 237 GB does not fit into a laptop: no cache takes more than this share of the heap. */
    private static final int HEAP_SHARE = 8;

    private final CloudContext cloud;
    private final Apis apis;
    private final RouteCompiler compiler;
    private final Metrics metrics;
    private final LogSink logs;

    StageHandlers(CloudContext cloud, Apis apis, RouteCompiler compiler, Metrics metrics, LogSink logs) {
        this.cloud = cloud;
        this.apis = apis;
        this.compiler = compiler;
        this.metrics = metrics;
        this.logs = logs;
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.resource("aws:apigateway/deployment:Deployment", this::deployment)
                .resource("aws:apigateway/stage:Stage", this::stage)
                .resource("aws:apigateway/methodSettings:MethodSettings", this::methodSettings);
    }

    private Provisioned deployment(Registration registration) {
        var inputs = registration.inputs();
        refuse(inputs, "stageName", "use aws:apigateway/stage:Stage");
        refuse(inputs, "canarySettings", "the local cloud has no canary deployments");
        var api = api(inputs);
        var deployment = api.deploy(inputs.owner(), Ids.of(registration.urn(), 6), compiler);
        return Provisioned.running(
                deployment.id(),
                Map.of(
                        "createdDate", cloud.clock().instant().toString(),
                        "executionArn", cloud.arn("execute-api", api.id() + "/").toString(),
                        "invokeUrl", api.url() + "/"));
    }

    private Provisioned stage(Registration registration) {
        var inputs = registration.inputs();
        refuse(inputs, "canarySettings", "the local cloud has no canary deployments");
        var api = api(inputs);
        var name = inputs.string("stageName");
        if (!name.matches("[a-zA-Z0-9_-]+")) {
            throw new ProvisionException(
                    "%s: BadRequestException: Stage name only allows a-zA-Z0-9_-: %s".formatted(inputs.owner(), name));
        }
        var deployment = api.deployment(inputs.owner(), inputs.string("deployment"));
        var info = new StageInfo(cloud, api.id(), api.name(), name, deployment.id(), inputs.texts("variables"));
        var cache = cache(inputs);
        var accessLog = accessLog(inputs, name);
        api.addStage(
                inputs.owner(),
                name,
                () -> new StageServer(
                        info,
                        deployment,
                        new MethodPolicies(deployment, info, metrics, cache.isPresent()),
                        cache,
                        accessLog,
                        new ExecutionLog(logs, info),
                        metrics));
        return Provisioned.running(
                "ags-" + api.id() + "-" + name,
                Map.of(
                        "arn",
                                "arn:aws:apigateway:%s::/restapis/%s/stages/%s"
                                        .formatted(cloud.region(), api.id(), name),
                        "executionArn",
                                cloud.arn("execute-api", api.id() + "/" + name).toString(),
                        "invokeUrl", api.url() + "/" + name,
                        "tagsAll", inputs.texts("tags"),
                        "webAclArn", ""));
    }

    private Optional<ResponseCache> cache(Inputs inputs) {
        if (!inputs.flag("cacheClusterEnabled", false)) {
            return Optional.empty();
        }
        long bytes = ResponseCache.bytes(
                inputs.owner(), inputs.optionalString("cacheClusterSize").orElse("0.5"));
        return Optional.of(
                new ResponseCache(Math.min(bytes, Runtime.getRuntime().maxMemory() / HEAP_SHARE), cloud.clock()));
    }

    private Optional<AccessLog> accessLog(Inputs inputs, String stage) {
        return inputs.block("accessLogSettings").map(settings -> {
            apis.requireLoggingRole(inputs.owner());
            return AccessLog.of(
                    settings.owner(), logs, stage, settings.string("destinationArn"), settings.string("format"));
        });
    }

    private Provisioned methodSettings(Registration registration) {
        var inputs = registration.inputs();
        var api = api(inputs);
        var stage = inputs.string("stageName");
        var path = inputs.string("methodPath");
        var settings = MethodSettings.of(inputs.block("settings")
                .orElseThrow(() ->
                        new ProvisionException("%s: missing required argument settings".formatted(inputs.owner()))));
        if (settings.loggingLevel().orElse(MethodSettings.LoggingLevel.OFF) != MethodSettings.LoggingLevel.OFF) {
            apis.requireLoggingRole(inputs.owner());
        }
        api.stage(stage)
                .orElseThrow(
                        () -> new ProvisionException("%s: NotFoundException: Invalid stage identifier specified: %s"
                                .formatted(inputs.owner(), stage)))
                .policies()
                .put(inputs.owner(), path, settings);
        return Provisioned.running(api.id() + "-" + stage + "-" + path, Map.of());
    }

    private RestApi api(Inputs inputs) {
        return apis.get(inputs.owner(), inputs.string("restApi"));
    }

    private static void refuse(Inputs inputs, String property, String instead) {
        if (inputs.has(property)) {
            throw new ProvisionException("%s: %s: %s".formatted(inputs.owner(), property, instead));
        }
    }
}
