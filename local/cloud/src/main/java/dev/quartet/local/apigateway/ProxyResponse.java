package dev.quartet.local.apigateway;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what a function of a proxy integration returned: {@code {statusCode, headers, multiValueHeaders, body,
 * isBase64Encoded}}. Anything else is malformed and a 502.
 */
final class ProxyResponse {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final String MALFORMED =
            "Execution failed due to configuration error: Malformed Lambda proxy response: ";

    private ProxyResponse() {}

    /** Parses {@code payload}; {@code binary} if the client accepts bytes, else base64 text stays as it is. */
    static ApiResponse parse(byte[] payload, boolean binary, String traceId) {
        var response = read(payload);
        var fields = new ArrayList<Map.Entry<String, String>>();
        headers(response.get("headers"), fields);
        multiValueHeaders(response.get("multiValueHeaders"), fields);
        if (fields.stream().noneMatch(field -> field.getKey().equalsIgnoreCase("Content-Type"))) {
            fields.add(Map.entry("Content-Type", "application/json"));
        }
        fields.add(Map.entry("X-Amzn-Trace-Id", traceId));
        return new ApiResponse(status(response), fields, body(response, binary));
    }

    private static JsonNode read(byte[] payload) {
        try {
            var response = JSON.readTree(payload);
            if (response.isObject()) {
                return response;
            }
        } catch (JacksonException e) {
            throw malformed("not JSON");
        }
        throw malformed("not an object");
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
            if (!header.getValue().isValueNode()) {
                throw malformed("header " + header.getKey() + " is no text");
            }
            add(header.getKey(), header.getValue(), fields);
        }
    }

    /** Several values of one name; they win over {@code headers}, as the proxy contract says. */
    private static void multiValueHeaders(@Nullable JsonNode headers, List<Map.Entry<String, String>> fields) {
        for (var header : object("multiValueHeaders", headers)) {
            if (!header.getValue().isArray()) {
                throw malformed("multiValueHeaders." + header.getKey() + " is no list");
            }
            var name = HeaderNames.inResponse(header.getKey());
            fields.removeIf(field -> field.getKey().equalsIgnoreCase(name));
            for (var value : header.getValue()) {
                add(header.getKey(), value, fields);
            }
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
        var text = value.asString();
        if (!HEADER_NAME.matcher(name).matches() || text.chars().anyMatch(c -> c < ' ' && c != '\t')) {
            throw malformed("header " + name + " is not allowed in HTTP");
        }
        fields.add(Map.entry(HeaderNames.inResponse(name), text));
    }

    private static byte[] body(JsonNode response, boolean binary) {
        var body = response.get("body");
        if (body == null || body.isNull()) {
            return new byte[0];
        }
        if (!body.isString()) {
            throw malformed("body is no text");
        }
        var encoded = response.get("isBase64Encoded");
        if (binary && encoded != null && encoded.asBoolean(false)) {
            try {
                return Base64.getDecoder().decode(body.stringValue());
            } catch (IllegalArgumentException e) {
                throw malformed("body is not base64");
            }
        }
        return body.stringValue().getBytes(StandardCharsets.UTF_8);
    }

    private static RequestFailure malformed(String why) {
        return RequestFailure.integration(GatewayResponseType.API_CONFIGURATION_ERROR, 502, MALFORMED + why);
    }
}
