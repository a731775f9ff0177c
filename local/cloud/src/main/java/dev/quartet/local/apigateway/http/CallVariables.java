package dev.quartet.local.apigateway.http;

import dev.quartet.local.apigateway.shared.Variables;
import org.jspecify.annotations.Nullable;

/**
 * {@code $context} of one request. See
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 */
record CallVariables(Call call) implements Variables {
    private static final String CLAIMS = "context.authorizer.claims.";
    private static final String STAGE_VARIABLES = "stageVariables.";

    @Override
    public @Nullable String value(String name) {
        if (name.startsWith(STAGE_VARIABLES)) {
            return call.stage().variables().get(name.substring(STAGE_VARIABLES.length()));
        }
        if (name.startsWith(CLAIMS)) {
            return call.identity() instanceof Identity.Jwt jwt
                    ? jwt.claims().get(name.substring(CLAIMS.length()))
                    : null;
        }
        return switch (name) {
            case "context.requestId", "context.extendedRequestId" -> call.requestId();
            case "context.accountId" -> call.stage().cloud().accountId();
            case "context.apiId" -> call.stage().apiId();
            case "context.stage" -> call.stage().stage();
            case "context.routeKey" -> orNull(call.routeKey());
            case "context.httpMethod" -> call.method();
            case "context.path" -> call.clientPath();
            case "context.customDomain.basePathMatched" -> call.basePath();
            case "context.protocol" -> call.exchange().protocol();
            case "context.domainName" -> orNull(call.host());
            case "context.domainPrefix" -> call.domainPrefix();
            case "context.requestTime" -> call.requestTime();
            case "context.requestTimeEpoch" -> Long.toString(call.startedMillis());
            case "context.status" -> Integer.toString(call.status());
            case "context.responseLength" -> Integer.toString(call.responseLength());
            case "context.dataProcessed" -> Long.toString(call.dataProcessed());
            case "context.responseLatency" -> Long.toString(call.latencyMillis());
            case "context.xrayTraceId" -> call.traceId();
            default -> ofParts(name);
        };
    }

    private @Nullable String ofParts(String name) {
        return switch (name) {
            case "context.integrationLatency", "context.integration.latency" ->
                call.integrationMillis() < 0 ? null : Long.toString((long) call.integrationMillis());
            case "context.integrationStatus", "context.integration.integrationStatus", "context.integration.status" ->
                call.integrationStatus() == 0 ? null : Integer.toString(call.integrationStatus());
            case "context.integrationErrorMessage", "context.integration.error" ->
                call.integrationMillis() < 0 ? null : cause();
            case "context.authorizer.error" -> call.integrationMillis() < 0 ? cause() : null;
            case "context.error.responseType" -> responseType();
            case "context.error.message" -> message();
            case "context.error.messageString" -> message() == null ? null : "\"" + message() + "\"";
            case "context.identity.sourceIp" -> call.sourceIp();
            case "context.identity.userAgent" ->
                call.exchange().header("user-agent").orElse(null);
            case "context.identity.accountId" -> call.identity() instanceof Identity.Iam iam ? iam.accountId() : null;
            case "context.identity.caller", "context.identity.user" ->
                call.identity() instanceof Identity.Iam iam ? iam.userId() : null;
            case "context.identity.userArn" -> call.identity() instanceof Identity.Iam iam ? iam.userArn() : null;
            default -> null;
        };
    }

    private @Nullable String message() {
        var failure = call.failure();
        return failure == null ? null : failure.text();
    }

    private @Nullable String responseType() {
        if (call.failure() == null) {
            return null;
        }
        return switch (call.status()) {
            case 400 -> "BAD_REQUEST";
            case 401 -> "UNAUTHORIZED";
            case 403 -> "ACCESS_DENIED";
            case 404 -> "ROUTE_NOT_FOUND";
            case 413 -> "REQUEST_TOO_LARGE";
            case 429 -> "THROTTLED";
            case 504 -> "INTEGRATION_TIMEOUT";
            default -> "INTEGRATION_FAILURE";
        };
    }

    private @Nullable String cause() {
        var failure = call.failure();
        return failure == null ? null : orNull(failure.logCause());
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
