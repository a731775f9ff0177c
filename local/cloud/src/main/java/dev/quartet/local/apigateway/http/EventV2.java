package dev.quartet.local.apigateway.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The event of a Lambda integration, payload format 2.0: what is not there is left out. See
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
final class EventV2 {
    private EventV2() {}

    /** Writes the event of {@code call}, as UTF-8 JSON. */
    static byte[] write(Call call) {
        var text = Events.text(call);
        var body = Events.body(call, text);
        return Events.write(call, (json, event) -> content(json, event, body, text));
    }

    private static void content(JsonGenerator json, Call call, @Nullable String body, boolean text) {
        json.writeStringProperty("version", "2.0");
        json.writeStringProperty("routeKey", call.routeKey());
        json.writeStringProperty("rawPath", call.stagePath());
        var query = call.exchange().rawQuery();
        json.writeStringProperty("rawQueryString", query == null ? "" : query);
        var cookies = cookies(call);
        if (!cookies.isEmpty()) {
            Events.texts(json, "cookies", cookies);
        }
        json.writeObjectPropertyStart("headers");
        Events.headers(call, (name, values) -> {
            if (!name.equals("cookie")) {
                json.writeStringProperty(name, String.join(",", values));
            }
        });
        json.writeEndObject();
        if (!call.query().isEmpty()) {
            json.writeObjectPropertyStart("queryStringParameters");
            call.query().forEach((name, values) -> json.writeStringProperty(name, String.join(",", values)));
            json.writeEndObject();
        }
        requestContext(json, call);
        if (!call.pathParameters().isEmpty()) {
            Events.texts(json, "pathParameters", call.pathParameters());
        }
        if (!call.stage().variables().isEmpty()) {
            Events.texts(json, "stageVariables", call.stage().variables());
        }
        if (body != null) {
            json.writeStringProperty("body", body);
        }
        json.writeBooleanProperty("isBase64Encoded", body != null && !text);
    }

    private static void requestContext(JsonGenerator json, Call call) {
        json.writeObjectPropertyStart("requestContext");
        json.writeStringProperty("accountId", call.stage().cloud().accountId());
        json.writeStringProperty("apiId", call.stage().apiId());
        authorizer(json, call.identity());
        json.writeStringProperty("domainName", call.host());
        json.writeStringProperty("domainPrefix", call.domainPrefix());
        json.writeObjectPropertyStart("http");
        json.writeStringProperty("method", call.method());
        json.writeStringProperty("path", call.stagePath());
        json.writeStringProperty("protocol", call.exchange().protocol());
        json.writeStringProperty("sourceIp", call.sourceIp());
        json.writeStringProperty(
                "userAgent", call.exchange().header("user-agent").orElse(""));
        json.writeEndObject();
        json.writeStringProperty("requestId", call.requestId());
        json.writeStringProperty("routeKey", call.routeKey());
        json.writeStringProperty("stage", call.stage().stage());
        json.writeStringProperty("time", call.requestTime());
        json.writeNumberProperty("timeEpoch", call.startedMillis());
        json.writeEndObject();
    }

    private static void authorizer(JsonGenerator json, @Nullable Identity identity) {
        if (identity == null) {
            return;
        }
        json.writeObjectPropertyStart("authorizer");
        switch (identity) {
            case Identity.Iam iam -> {
                json.writeObjectPropertyStart("iam");
                json.writeStringProperty("accessKey", iam.accessKey());
                json.writeStringProperty("accountId", iam.accountId());
                json.writeStringProperty("callerId", iam.userId());
                json.writeNullProperty("cognitoIdentity");
                json.writeNullProperty("principalOrgId");
                json.writeStringProperty("userArn", iam.userArn());
                json.writeStringProperty("userId", iam.userId());
                json.writeEndObject();
            }
            case Identity.Jwt jwt -> {
                json.writeObjectPropertyStart("jwt");
                Events.texts(json, "claims", jwt.claims());
                if (jwt.scopes().isEmpty()) {
                    json.writeNullProperty("scopes");
                } else {
                    Events.texts(json, "scopes", jwt.scopes());
                }
                json.writeEndObject();
            }
        }
        json.writeEndObject();
    }

    private static List<String> cookies(Call call) {
        var values = call.exchange().headers().get("cookie");
        if (values == null) {
            return List.of();
        }
        var result = new ArrayList<String>();
        for (var value : values) {
            for (var cookie : value.split(";")) {
                if (!cookie.isBlank()) {
                    result.add(cookie.strip());
                }
            }
        }
        return result;
    }
}
