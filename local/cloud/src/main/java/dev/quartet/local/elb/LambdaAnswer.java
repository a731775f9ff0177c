package dev.quartet.local.elb;

import static java.util.Objects.requireNonNull;

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
 * What a function that is a target answered: {@code {statusCode, statusDescription, headers | multiValueHeaders, body,
 * isBase64Encoded}}.
 */
record LambdaAnswer(int status, List<Map.Entry<String, String>> fields, byte[] body) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    /** Of the connection, or the load balancer's own to say. */
    private static final Set<String> DROPPED = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "content-length");

    LambdaAnswer {
        fields = List.copyOf(fields);
        requireNonNull(body, "body is null");
    }

    /** Why it is no proper answer, for the log. */
    static final class MalformedException extends Exception {
        MalformedException(String message) {
            super(message);
        }
    }

    /**
     * Parses {@code payload}.
     *
     * @param several if {@code multiValueHeaders} count; {@code headers} are not looked at then
     */
    static LambdaAnswer parse(byte[] payload, boolean several) throws MalformedException {
        var answer = read(payload);
        var fields = new ArrayList<Map.Entry<String, String>>();
        if (several) {
            severalValues(answer.get("multiValueHeaders"), fields);
        } else {
            oneValue(answer.get("headers"), fields);
        }
        if (fields.stream().noneMatch(field -> field.getKey().equalsIgnoreCase("Content-Type"))) {
            fields.add(Map.entry("Content-Type", "application/octet-stream"));
        }
        if (fields.stream().noneMatch(field -> field.getKey().equalsIgnoreCase("Server"))) {
            fields.add(Answers.SERVER);
        }
        var description = answer.get("statusDescription");
        if (description != null && !description.isNull() && !description.isString()) {
            throw new MalformedException("statusDescription is no text");
        }
        return new LambdaAnswer(status(answer), fields, body(answer));
    }

    private static JsonNode read(byte[] payload) throws MalformedException {
        try {
            var answer = JSON.readTree(payload);
            if (answer.isObject()) {
                return answer;
            }
        } catch (JacksonException e) {
            throw new MalformedException("it is not JSON");
        }
        throw new MalformedException("it is no object");
    }

    private static int status(JsonNode answer) throws MalformedException {
        var status = answer.get("statusCode");
        if (status == null || !status.isInt() || status.intValue() < 200 || status.intValue() > 599) {
            throw new MalformedException(
                    "statusCode must be a number from 200 to 599, not " + (status == null ? "missing" : status));
        }
        return status.intValue();
    }

    private static void oneValue(@Nullable JsonNode headers, List<Map.Entry<String, String>> fields)
            throws MalformedException {
        for (var header : object("headers", headers)) {
            add(header.getKey(), header.getValue(), fields);
        }
    }

    private static void severalValues(@Nullable JsonNode headers, List<Map.Entry<String, String>> fields)
            throws MalformedException {
        for (var header : object("multiValueHeaders", headers)) {
            if (!header.getValue().isArray()) {
                throw new MalformedException("multiValueHeaders." + header.getKey() + " is no list");
            }
            for (var value : header.getValue()) {
                add(header.getKey(), value, fields);
            }
        }
    }

    private static Set<Map.Entry<String, JsonNode>> object(String name, @Nullable JsonNode node)
            throws MalformedException {
        if (node == null || node.isNull()) {
            return Set.of();
        }
        if (!node.isObject()) {
            throw new MalformedException(name + " is no object");
        }
        return node.properties();
    }

    private static void add(String name, JsonNode value, List<Map.Entry<String, String>> fields)
            throws MalformedException {
        if (!value.isString()) {
            throw new MalformedException("header " + name + " is no text but " + value);
        }
        var text = value.stringValue();
        if (!HEADER_NAME.matcher(name).matches() || text.chars().anyMatch(c -> c < ' ' && c != '\t')) {
            throw new MalformedException("header " + name + " is not allowed in HTTP");
        }
        if (!DROPPED.contains(name.toLowerCase(Locale.ROOT))) {
            fields.add(Map.entry(name, text));
        }
    }

    private static byte[] body(JsonNode answer) throws MalformedException {
        var encoded = answer.get("isBase64Encoded");
        if (encoded != null && !encoded.isNull() && !encoded.isBoolean()) {
            throw new MalformedException("isBase64Encoded must be true or false, not " + encoded);
        }
        var body = answer.get("body");
        if (body == null || body.isNull()) {
            return new byte[0];
        }
        if (!body.isString()) {
            throw new MalformedException("body is no text");
        }
        if (encoded == null || !encoded.asBoolean(false)) {
            return body.stringValue().getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(body.stringValue());
        } catch (IllegalArgumentException e) {
            throw new MalformedException("body is not base64");
        }
    }
}
