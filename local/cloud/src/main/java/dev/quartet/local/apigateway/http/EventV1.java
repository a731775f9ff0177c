package dev.quartet.local.apigateway.http;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The event of a Lambda integration, payload format 1.0: what is not there is null. See
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
final class EventV1 {
    private static final List<String> UNKNOWN = List.of(
            "caller",
            "cognitoAmr",
            "cognitoAuthenticationProvider",
            "cognitoAuthenticationType",
            "cognitoIdentityId",
            "cognitoIdentityPoolId",
            "principalOrgId");

    private EventV1() {}

    /** Writes the event of {@code call}, as UTF-8 JSON. */
    static byte[] write(Call call) {
        var text = Events.text(call);
        var body = Events.body(call, text);
        return Events.write(call, (json, event) -> content(json, event, body, text));
    }

    private static void content(JsonGenerator json, Call call, @Nullable String body, boolean text) {
        json.writeStringProperty("version", "1.0");
        json.writeStringProperty("resource", resource(call));
        json.writeStringProperty("path", call.clientPath());
        json.writeStringProperty("httpMethod", call.method());
        json.writeObjectPropertyStart("headers");
        Events.headers(call, (name, values) -> json.writeStringProperty(name, values.getLast()));
        json.writeEndObject();
        json.writeObjectPropertyStart("multiValueHeaders");
        Events.headers(call, (name, values) -> Events.texts(json, name, values));
        json.writeEndObject();
        query(json, call.query());
        requestContext(json, call);
        orNull(json, "pathParameters", call.pathParameters());
        orNull(json, "stageVariables", call.stage().variables());
        json.writeStringProperty("body", body);
        json.writeBooleanProperty("isBase64Encoded", body != null && !text);
    }

    private static void query(JsonGenerator json, Map<String, List<String>> query) {
        if (query.isEmpty()) {
            json.writeNullProperty("queryStringParameters");
            json.writeNullProperty("multiValueQueryStringParameters");
            return;
        }
        json.writeObjectPropertyStart("queryStringParameters");
        query.forEach((name, values) -> json.writeStringProperty(name, values.getLast()));
        json.writeEndObject();
        json.writeObjectPropertyStart("multiValueQueryStringParameters");
        query.forEach((name, values) -> Events.texts(json, name, values));
        json.writeEndObject();
    }

    private static void requestContext(JsonGenerator json, Call call) {
        json.writeObjectPropertyStart("requestContext");
        json.writeStringProperty("accountId", call.stage().cloud().accountId());
        json.writeStringProperty("apiId", call.stage().apiId());
        authorizer(json, call.identity());
        json.writeStringProperty("domainName", call.host());
        json.writeStringProperty("domainPrefix", call.domainPrefix());
        json.writeStringProperty("extendedRequestId", call.requestId());
        json.writeStringProperty("httpMethod", call.method());
        identity(json, call);
        json.writeStringProperty("path", call.clientPath());
        json.writeStringProperty("protocol", call.exchange().protocol());
        json.writeStringProperty("requestId", call.requestId());
        json.writeStringProperty("requestTime", call.requestTime());
        json.writeNumberProperty("requestTimeEpoch", call.startedMillis());
        json.writeNullProperty("resourceId");
        json.writeStringProperty("resourcePath", resource(call));
        json.writeStringProperty("stage", call.stage().stage());
        json.writeEndObject();
    }

    private static void authorizer(JsonGenerator json, @Nullable Identity identity) {
        json.writeObjectPropertyStart("authorizer");
        if (identity instanceof Identity.Jwt jwt) {
            Events.texts(json, "claims", jwt.claims());
            if (!jwt.scopes().isEmpty()) {
                Events.texts(json, "scopes", jwt.scopes());
            } else {
                json.writeNullProperty("scopes");
            }
        } else {
            json.writeNullProperty("claims");
            json.writeNullProperty("scopes");
        }
        json.writeEndObject();
    }

    private static void identity(JsonGenerator json, Call call) {
        json.writeObjectPropertyStart("identity");
        var iam = call.identity() instanceof Identity.Iam known ? known : null;
        json.writeStringProperty("accessKey", iam == null ? null : iam.accessKey());
        json.writeStringProperty("accountId", iam == null ? null : iam.accountId());
        UNKNOWN.forEach(json::writeNullProperty);
        json.writeStringProperty("sourceIp", call.sourceIp());
        json.writeStringProperty("user", iam == null ? null : iam.userId());
        json.writeStringProperty(
                "userAgent", call.exchange().header("user-agent").orElse(null));
        json.writeStringProperty("userArn", iam == null ? null : iam.userArn());
        json.writeEndObject();
    }

    private static String resource(Call call) {
        var route = call.route();
        return route == null || route.key().isDefault()
                ? RouteKey.DEFAULT
                : route.key().path();
    }

    private static void orNull(JsonGenerator json, String name, Map<String, String> texts) {
        if (texts.isEmpty()) {
            json.writeNullProperty(name);
        } else {
            Events.texts(json, name, texts);
        }
    }
}
