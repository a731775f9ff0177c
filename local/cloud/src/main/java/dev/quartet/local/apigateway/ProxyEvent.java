package dev.quartet.local.apigateway;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The event of a Lambda proxy integration, payload format 1.0.
 * See https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
final class ProxyEvent {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> IDENTITY = List.of(
            "cognitoIdentityPoolId",
            "accountId",
            "cognitoIdentityId",
            "caller",
            "principalOrgId",
            "accessKey",
            "cognitoAuthenticationType",
            "cognitoAuthenticationProvider",
            "userArn",
            "user");

    private ProxyEvent() {}

    /** Writes the event of {@code call} to {@code route}, as UTF-8 JSON. */
    static byte[] write(ApiCall call, Route route, BinaryTypes binary) {
        var headers = headers(call);
        var event = new LinkedHashMap<String, @Nullable Object>();
        event.put("resource", route.resourcePath());
        event.put("path", call.mappedPath());
        event.put("httpMethod", call.exchange().method());
        event.put("headers", last(headers));
        event.put("multiValueHeaders", headers);
        event.put("queryStringParameters", orNull(last(call.query())));
        event.put("multiValueQueryStringParameters", orNull(call.query()));
        event.put("pathParameters", orNull(call.pathParameters()));
        event.put("stageVariables", orNull(call.stage().variables()));
        event.put("requestContext", requestContext(call, route));
        boolean bytes = binary.admits(call.exchange().header("content-type").orElse(""));
        event.put("body", body(call.body(), bytes));
        event.put("isBase64Encoded", bytes && call.body().length > 0);
        return JSON.writeValueAsBytes(event);
    }

    private static Map<String, @Nullable Object> requestContext(ApiCall call, Route route) {
        var stage = call.stage();
        var context = new LinkedHashMap<String, @Nullable Object>();
        context.put("resourceId", route.resourceId());
        if (!call.claims().isEmpty()) {
            context.put("authorizer", Map.of("claims", call.claims()));
        }
        context.put("resourcePath", route.resourcePath());
        context.put("httpMethod", call.exchange().method());
        context.put("extendedRequestId", call.extendedRequestId());
        context.put("requestTime", CallVariables.requestTime(call));
        context.put("path", call.clientPath());
        context.put("accountId", stage.cloud().accountId());
        context.put("protocol", "HTTP/1.1");
        context.put("stage", stage.stage());
        context.put("domainPrefix", call.domainPrefix());
        context.put("requestTimeEpoch", call.startedMillis());
        context.put("requestId", call.requestId());
        context.put("identity", identity(call));
        context.put("domainName", call.exchange().header("host").orElse(null));
        context.put("deploymentId", stage.deploymentId());
        context.put("apiId", stage.apiId());
        return context;
    }

    private static Map<String, @Nullable Object> identity(ApiCall call) {
        var identity = new LinkedHashMap<String, @Nullable Object>();
        IDENTITY.forEach(name -> identity.put(name, null));
        identity.put("sourceIp", call.sourceIp());
        identity.put("userAgent", call.exchange().header("user-agent").orElse(null));
        return identity;
    }

    private static Map<String, List<String>> headers(ApiCall call) {
        var result = new LinkedHashMap<String, List<String>>();
        call.exchange().headers().forEach((name, values) -> {
            if (!HeaderNames.droppedFromRequest(name)) {
                result.put(HeaderNames.inEvent(name), values);
            }
        });
        var host = call.exchange().header("host").orElse("");
        var forwarded = new ArrayList<>(call.exchange().headers().getOrDefault("x-forwarded-for", List.of()));
        forwarded.add(call.sourceIp());
        result.put("X-Forwarded-For", List.of(String.join(", ", forwarded)));
        result.put("X-Forwarded-Port", List.of(host.substring(host.lastIndexOf(':') + 1)));
        result.put("X-Forwarded-Proto", List.of("http"));
        result.put("X-Amzn-Trace-Id", List.of(call.traceId()));
        return result;
    }

    private static Map<String, String> last(Map<String, List<String>> values) {
        var result = new LinkedHashMap<String, String>();
        values.forEach((name, several) -> result.put(name, several.getLast()));
        return result;
    }

    private static @Nullable String body(byte[] body, boolean bytes) {
        if (body.length == 0) {
            return null;
        }
        return bytes ? Base64.getEncoder().encodeToString(body) : new String(body, StandardCharsets.UTF_8);
    }

    private static <V> @Nullable Map<String, V> orNull(Map<String, V> map) {
        return map.isEmpty() ? null : map;
    }
}
