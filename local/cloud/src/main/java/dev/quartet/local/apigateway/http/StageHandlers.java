package dev.quartet.local.apigateway.http;

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
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Handlers of deployments and stages. */
final class StageHandlers implements ResourceModule {
    private final CloudContext cloud;
    private final Apis apis;
    private final Metrics metrics;
    private final LogSink logs;

    StageHandlers(CloudContext cloud, Apis apis, Metrics metrics, LogSink logs) {
        this.cloud = cloud;
        this.apis = apis;
        this.metrics = metrics;
        this.logs = logs;
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.resource("aws:apigatewayv2/deployment:Deployment", this::deployment)
                .resource("aws:apigatewayv2/stage:Stage", this::stage);
    }

    private Provisioned deployment(Registration registration) {
        var inputs = registration.inputs();
        var id = Ids.of(registration.urn(), 6);
        api(inputs).deploy(inputs.owner(), id);
        return Provisioned.running(id, Map.of("autoDeployed", false));
    }

    private Provisioned stage(Registration registration) {
        var inputs = registration.inputs();
        var api = api(inputs);
        var name = inputs.optionalString("name").orElse(registration.name());
        if (!name.equals(StageInfo.DEFAULT) && !name.matches("[a-zA-Z0-9_-]{1,128}")) {
            throw new ProvisionException(
                    "%s: BadRequestException: Stage name only allows a-zA-Z0-9_- or is $default: %s"
                            .formatted(inputs.owner(), name));
        }
        if (inputs.has("clientCertificateId")) {
            throw new ProvisionException(
                    "%s: BadRequestException: HTTP APIs don't support client certificates".formatted(inputs.owner()));
        }
        var info = new StageInfo(cloud, api.id(), name, inputs.texts("stageVariables"));
        var stage = new Stage(
                info,
                api.name(),
                routes(inputs, api),
                api.cors(),
                inputs.block("defaultRouteSettings").map(RouteSettings::of).orElse(RouteSettings.NONE),
                settings(inputs),
                accessLog(inputs, name),
                metrics);
        if (!api.door().put(stage)) {
            throw new ProvisionException(
                    "%s: ConflictException: Stage already exists: %s".formatted(inputs.owner(), name));
        }
        return Provisioned.running(
                name,
                Map.of(
                        "name",
                        name,
                        "arn",
                        "arn:aws:apigateway:%s::/apis/%s/stages/%s".formatted(cloud.region(), api.id(), name),
                        "executionArn",
                        cloud.arn("execute-api", api.id() + "/" + name).toString(),
                        "invokeUrl",
                        api.url() + (name.equals(StageInfo.DEFAULT) ? "/" : "/" + name),
                        "deploymentId",
                        inputs.optionalString("deploymentId").orElseGet(() -> Ids.of(registration.urn(), 6)),
                        "tagsAll",
                        inputs.texts("tags")));
    }

    private static Supplier<RouteTable> routes(Inputs inputs, Api api) {
        boolean auto = inputs.flag("autoDeploy", false);
        var deployment = inputs.optionalString("deploymentId");
        if (auto && deployment.isPresent()) {
            throw new ProvisionException(
                    "%s: BadRequestException: deploymentId must not be given for a stage that has autoDeploy"
                            .formatted(inputs.owner()));
        }
        if (auto) {
            return api::table;
        }
        // Without a deployment a stage has nothing to serve.
        var table = deployment.isPresent() ? api.deployment(inputs.owner(), deployment.get()) : RouteTable.EMPTY;
        return () -> table;
    }

    private static Map<String, RouteSettings> settings(Inputs inputs) {
        var result = new HashMap<String, RouteSettings>();
        for (var block : inputs.blocks("routeSettings")) {
            result.put(block.string("routeKey"), RouteSettings.of(block));
        }
        return result;
    }

    private Optional<AccessLog> accessLog(Inputs inputs, String stage) {
        return inputs.block("accessLogSettings")
                .map(settings -> AccessLog.of(
                        settings.owner(), logs, stage, settings.string("destinationArn"), settings.string("format")));
    }

    private Api api(Inputs inputs) {
        return apis.get(inputs.owner(), inputs.string("apiId"));
    }
}
