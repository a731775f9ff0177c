package dev.quartet.local.apigateway;

import dev.quartet.local.apigateway.shared.Variables;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code $context} of one request.
 * See https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
record CallVariables(ApiCall call) implements Variables {
    private static final String CLAIMS = "context.authorizer.claims.";
    private static final String STAGE_VARIABLES = "stageVariables.";
    private static final JsonMapper JSON = new JsonMapper();
    private static final DateTimeFormatter REQUEST_TIME = DateTimeFormatter.ofPattern(
                    "dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** Returns when a request came, as {@code 22/Nov/2026:22:08:27 +0000}. */
    static String requestTime(ApiCall call) {
        return REQUEST_TIME.format(Instant.ofEpochMilli(call.startedMillis()));
    }

    @Override
    public @Nullable String value(String name) {
        if (name.startsWith(CLAIMS)) {
            return call.claims().get(name.substring(CLAIMS.length()));
        }
        if (name.startsWith(STAGE_VARIABLES)) {
            return call.stage().variables().get(name.substring(STAGE_VARIABLES.length()));
        }
        var stage = call.stage();
        var route = call.route();
        return switch (name) {
            case "context.requestId" -> call.requestId();
            case "context.extendedRequestId" -> call.extendedRequestId();
            case "context.accountId" -> stage.cloud().accountId();
            case "context.apiId" -> stage.apiId();
            case "context.stage" -> stage.stage();
            case "context.deploymentId" -> stage.deploymentId();
            case "context.path" -> call.clientPath();
            case "context.httpMethod" -> call.exchange().method();
            case "context.protocol" -> "HTTP/1.1";
            case "context.domainName" -> call.exchange().header("host").orElse(null);
            case "context.domainPrefix" -> stage.apiId();
            case "context.resourceId" -> route == null ? null : route.resourceId();
            case "context.resourcePath" -> route == null ? null : route.resourcePath();
            case "context.requestTime" -> requestTime(call);
            case "context.requestTimeEpoch" -> String.valueOf(call.startedMillis());
            case "context.status" -> String.valueOf(call.status());
            case "context.responseLength" -> String.valueOf(call.responseLength());
            case "context.responseLatency" -> String.valueOf(call.latencyMillis());
            case "context.xrayTraceId" -> call.traceId();
            case "context.identity.sourceIp" -> call.sourceIp();
            case "context.identity.userAgent" ->
                call.exchange().header("user-agent").orElse(null);
            case "context.integrationLatency", "context.integration.latency" -> {
                double millis = call.integrationMillis();
                yield millis < 0 ? null : String.valueOf((long) millis);
            }
            case "context.integrationStatus", "context.integration.status" ->
                call.integrationStatus() == 0 ? null : String.valueOf(call.integrationStatus());
            default -> error(name, call.failure());
        };
    }

    private static @Nullable String error(String name, @Nullable RequestFailure failure) {
        if (failure == null) {
            return null;
        }
        return switch (name) {
            case "context.error.message" -> failure.message();
            case "context.error.messageString" -> JSON.writeValueAsString(failure.message());
            case "context.integrationErrorMessage" -> failure.logCause().isEmpty() ? null : failure.logCause();
            case "context.error.responseType" -> failure.type().name();
            case "context.error.validationErrorString" -> failure.validationErrors();
            default -> null;
        };
    }
}
