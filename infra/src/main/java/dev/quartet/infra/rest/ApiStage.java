package dev.quartet.infra.rest;

import com.pulumi.aws.apigateway.Deployment;
import com.pulumi.aws.apigateway.MethodSettings;
import com.pulumi.aws.apigateway.MethodSettingsArgs;
import com.pulumi.aws.apigateway.RestApi;
import com.pulumi.aws.apigateway.Stage;
import com.pulumi.aws.apigateway.StageArgs;
import com.pulumi.aws.apigateway.inputs.MethodSettingsSettingsArgs;
import com.pulumi.aws.apigateway.inputs.StageAccessLogSettingsArgs;
import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.resources.Resource;
import dev.quartet.infra.config.ApiSettings;
import dev.quartet.infra.core.Scope;
import java.util.List;
import java.util.Optional;

/** The stage: response cache, throttling, access log, tracing. */
final class ApiStage {
    static final String NAME = "v1";
    private static final int CACHE_TTL_SECONDS = 60;

    private final Scope scope;
    private final Resource parent;
    private final RestApi api;
    private final RestApiSpec spec;
    private final boolean cache;

    ApiStage(Scope scope, Resource parent, RestApi api, RestApiSpec spec) {
        this.scope = scope;
        this.parent = parent;
        this.api = api;
        this.spec = spec;
        this.cache = spec.cache() && scope.settings().api().cache();
    }

    Stage create(Deployment deployment, Optional<Resource> accountLogging) {
        ApiSettings settings = scope.settings().api();
        LogGroup log = new LogGroup(
                spec.name() + "-access-log",
                LogGroupArgs.builder()
                        .name("/aws/apigateway/" + scope.names().regional(spec.name()))
                        .retentionInDays(scope.settings().operations().logRetentionDays())
                        .build(),
                Scope.in(parent));
        StageArgs.Builder args = StageArgs.builder()
                .restApi(api.id())
                .deployment(deployment.id())
                .stageName(NAME)
                .description(spec.description())
                .xrayTracingEnabled(scope.settings().operations().xray())
                .accessLogSettings(StageAccessLogSettingsArgs.builder()
                        .destinationArn(log.arn())
                        .format(AccessLog.format())
                        .build());
        if (cache) {
            args.cacheClusterEnabled(true).cacheClusterSize(settings.cacheSizeGb());
        }
        Stage stage = new Stage(
                spec.name(),
                args.build(),
                Scope.in(parent, accountLogging.stream().toList()));
        addSettings(stage, settings);
        return stage;
    }

    private void addSettings(Stage stage, ApiSettings settings) {
        MethodSettings all = methodSettings("all", "*/*", stage, settings, false, List.of());
        if (cache) {
            spec.routes().stream()
                    .filter(Route::cached)
                    .forEach(route -> methodSettings(
                            route.resourceName(), route.settingsPath(), stage, settings, true, List.of(all)));
        }
    }

    // A method's own settings replace those of */* as a whole, so each states everything.
    private MethodSettings methodSettings(
            String name, String path, Stage stage, ApiSettings settings, boolean cached, List<Resource> after) {
        MethodSettingsSettingsArgs.Builder args = MethodSettingsSettingsArgs.builder()
                .metricsEnabled(settings.detailedMetrics())
                // The access log says what happened; execution logs would also say what was in it.
                .loggingLevel("OFF")
                .dataTraceEnabled(false)
                .throttlingRateLimit((double) settings.throttleRate())
                .throttlingBurstLimit(settings.throttleBurst())
                .cachingEnabled(cached);
        if (cached) {
            args.cacheTtlInSeconds(CACHE_TTL_SECONDS)
                    .cacheDataEncrypted(true)
                    // A client may refresh its own entry, as the key holds its token; true would refuse max-age=0.
                    .requireAuthorizationForCacheControl(false);
        }
        return new MethodSettings(
                spec.name() + "-" + name,
                MethodSettingsArgs.builder()
                        .restApi(api.id())
                        .stageName(stage.stageName())
                        .methodPath(path)
                        .settings(args.build())
                        .build(),
                Scope.in(parent, after));
    }
}
