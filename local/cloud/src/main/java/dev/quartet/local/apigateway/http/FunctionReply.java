package dev.quartet.local.apigateway.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what a function returned. Format 1.0 is {@code {statusCode, headers, multiValueHeaders, body, isBase64Encoded}};
 * format 2.0 has cookies instead of the third, and JSON without a statusCode is a 200 of its own. See
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
final class FunctionReply {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    /** Of one connection, or made by API Gateway. */
    private static final Set<String> DROPPED = Set.of(
            "connection",
            "content-length",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "apigw-requestid");

    private FunctionReply() {}

    /** Parses {@code payload} of format 2.0; throws {@link Failure} 500 for what is malformed. */
    static Reply parseV2(byte[] payload) {
        var response = read(payload);
        if (!response.isObject() || !response.has("statusCode")) {
            var body = response.isString() ? response.stringValue().getBytes(StandardCharsets.UTF_8) : payload;
            return new Reply(200, List.of(Map.entry("content-type", "application/json")), body);
        }
        var fields = new ArrayList<Map.Entry<String, String>>();
        headers(response.get("headers"), fields);
        var cookies = response.get("cookies");
        if (cookies != null && !cookies.isNull()) {
            if (!cookies.isArray()) {
                throw malformed("cookies is no list");
            }
            cookies.forEach(cookie -> add("set-cookie", cookie, fields));
        }
        return reply(response, fields);
    }

    /** Parses {@code payload} of format 1.0; throws {@link Failure} 500 for what is malformed. */
    static Reply parseV1(byte[] payload) {
        var response = read(payload);
        if (!response.isObject()) {
            throw malformed("not an object");
        }
        var fields = new ArrayList<Map.Entry<String, String>>();
        headers(response.get("headers"), fields);
        for (var header : object("multiValueHeaders", response.get("multiValueHeaders"))) {
            if (!header.getValue().isArray()) {
                throw malformed("multiValueHeaders." + header.getKey() + " is no list");
            }
            fields.removeIf(field -> field.getKey().equalsIgnoreCase(header.getKey()));
            header.getValue().forEach(value -> add(header.getKey(), value, fields));
        }
        return reply(response, fields);
    }

    private static Reply reply(JsonNode response, List<Map.Entry<String, String>> fields) {
        if (fields.stream().noneMatch(field -> field.getKey().equals("content-type"))) {
            fields.add(Map.entry("content-type", "text/plain; charset=utf-8"));
        }
        return new Reply(status(response), fields, body(response));
    }

    private static JsonNode read(byte[] payload) {
        try {
            return JSON.readTree(payload);
        } catch (JacksonException e) {
            throw malformed("not JSON");
        }
    }

    private static int status(JsonNode response) {
        var status = response.get("statusCode");
        if (status != null && (status.isInt() || status.isString())) {
            try {
                int code = Integer.parseInt(status.asString());
                if (code >= 200 && code <= 599) {
                    return code;
                }
            } catch (NumberFormatException e) {
                throw malformed("statusCode is " + status);
            }
        }
        throw malformed("statusCode is " + (status == null ? "missing" : status));
    }

    private static void headers(@Nullable JsonNode headers, List<Map.Entry<String, String>> fields) {
        for (var header : object("headers", headers)) {
            add(header.getKey(), header.getValue(), fields);
        }
    }

    private static Iterable<Map.Entry<String, JsonNode>> object(String name, @Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return List.of();
        }
        if (!node.isObject()) {
            throw malformed(name + " is no object");
        }
        return node.properties();
    }

    private static void add(String name, JsonNode value, List<Map.Entry<String, String>> fields) {
        if (value.isNull()) {
            return;
        }
        if (!value.isValueNode()) {
            throw malformed("header " + name + " is no text");
        }
        var text = value.asString();
        if (!HEADER_NAME.matcher(name).matches() || text.chars().anyMatch(c -> c < ' ' && c != '\t')) {
            throw malformed("header " + name + " is not valid");
        }
        var lower = name.toLowerCase(Locale.ROOT);
        if (!DROPPED.contains(lower)) {
            fields.add(Map.entry(lower, text));
        }
    }

    private static byte[] body(JsonNode response) {
        var body = response.get("body");
        if (body == null || body.isNull()) {
            return new byte[0];
        }
        if (!body.isString()) {
            throw malformed("body is no text");
        }
        if (!response.path("isBase64Encoded").asBoolean(false)) {
            return body.stringValue().getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(body.stringValue());
        } catch (IllegalArgumentException e) {
            throw malformed("body is not Base64");
        }
    }

    private static Failure malformed(String what) {
        return Failure.of(
                500,
                "The response from the Lambda function doesn't match the format that API Gateway expects: " + what);
    }
}
