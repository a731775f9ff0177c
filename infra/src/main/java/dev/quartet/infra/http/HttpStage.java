package dev.quartet.infra.http;

import com.pulumi.aws.apigatewayv2.Api;
import com.pulumi.aws.apigatewayv2.Stage;
import com.pulumi.aws.apigatewayv2.StageArgs;
import com.pulumi.aws.apigatewayv2.inputs.StageAccessLogSettingsArgs;
import com.pulumi.aws.apigatewayv2.inputs.StageDefaultRouteSettingsArgs;
import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.resources.Resource;
import dev.quartet.infra.config.ApiSettings;
import dev.quartet.infra.core.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The stage at the root of an HTTP API, which deploys each change by itself: throttling, access log. */
record HttpStage(Scope scope, Resource parent, String name) {
    static final String NAME = "$default";

    Stage create(Api api) {
        ApiSettings settings = scope.settings().api();
        // Under this prefix, log delivery needs no resource policy of its own, of which an account has few.
        // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-CWL.html
        LogGroup log = new LogGroup(
                name + "-access-log",
                LogGroupArgs.builder()
                        .name("/aws/vendedlogs/apigateway/" + scope.names().regional(name))
                        .retentionInDays(scope.settings().operations().logRetentionDays())
                        .build(),
                Scope.in(parent));
        return new Stage(
                name,
                StageArgs.builder()
                        .apiId(api.id())
                        .name(NAME)
                        .autoDeploy(true)
                        .defaultRouteSettings(StageDefaultRouteSettingsArgs.builder()
                                .throttlingRateLimit((double) settings.throttleRate())
                                .throttlingBurstLimit(settings.throttleBurst())
                                .detailedMetricsEnabled(settings.detailedMetrics())
                                .build())
                        .accessLogSettings(StageAccessLogSettingsArgs.builder()
                                .destinationArn(log.arn())
                                .format(accessLog())
                                .build())
                        .build(),
                Scope.in(parent));
    }

    /** One JSON object a request, with what is needed to explain a refusal, and no signature. */
    private static String accessLog() {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("requestId", "$context.requestId");
        line.put("requestTime", "$context.requestTimeEpoch");
        line.put("ip", "$context.identity.sourceIp");
        line.put("user", "$context.identity.userArn");
        line.put("method", "$context.httpMethod");
        line.put("path", "$context.path");
        line.put("route", "$context.routeKey");
        line.put("status", "$context.status");
        line.put("responseBytes", "$context.responseLength");
        line.put("latencyMs", "$context.responseLatency");
        line.put("integrationLatencyMs", "$context.integrationLatency");
        line.put("integrationStatus", "$context.integration.status");
        line.put("errorType", "$context.error.responseType");
        line.put("integrationError", "$context.integrationErrorMessage");
        return JsonMapper.shared().writeValueAsString(line);
    }
}
