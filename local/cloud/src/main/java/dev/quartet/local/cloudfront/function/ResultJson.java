package dev.quartet.local.cloudfront.function;

import dev.quartet.local.cloudfront.config.Headers;
import dev.quartet.local.cloudfront.config.ViewerRequest;
import dev.quartet.local.cloudfront.config.ViewerRequestFunction.Outcome;
import dev.quartet.local.cloudfront.config.ViewerResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a handler returned, checked as CloudFront checks it: {@link InvalidResultException} says what is wrong. */
final class ResultJson {
    private static final int MOST_BODY = 40 * 1024;

    private ResultJson() {}

    static Outcome ofViewerRequest(ViewerRequest request, JsonNode result) throws InvalidResultException {
        if (!result.isObject()) {
            throw new InvalidResultException("the handler must return a request or a response, not " + kind(result));
        }
        return result.has("statusCode") ? response(result, Headers.NONE, Set.of()) : request(request, result);
    }

    static ViewerResponse ofViewerResponse(ViewerResponse response, JsonNode result) throws InvalidResultException {
        if (!result.isObject() || !result.has("statusCode")) {
            throw new InvalidResultException("the handler must return a response, not " + kind(result));
        }
        return response(result, response.headers(), HeaderRules.READ_ONLY_IN_RESPONSES);
    }

    private static ViewerRequest request(ViewerRequest request, JsonNode result) throws InvalidResultException {
        var uri = result.path("uri").asString("");
        if (!uri.startsWith("/") || uri.indexOf('?') >= 0 || !printable(uri)) {
            throw new InvalidResultException(
                    "uri '%s' must begin with a slash and hold neither a query string nor blanks".formatted(uri));
        }
        if (!result.path("method").asString("").equals(request.method())) {
            throw new InvalidResultException("the method is read-only");
        }
        var fields = fields(result, request.headers(), HeaderRules.READ_ONLY_IN_REQUESTS);
        // What was left as it was keeps its spelling: a= and a are the same in an event.
        var cookies = result.path("cookies").equals(EventJson.cookies(request.headers()))
                ? request.headers().joined("Cookie")
                : joined(result.path("cookies"), "; ");
        if (cookies != null) {
            fields.add(Map.entry("cookie", cookies));
        }
        var query = result.path("querystring").equals(EventJson.queryString(request.query()))
                ? request.query()
                : joined(result.path("querystring"), "&");
        return new ViewerRequest(request.method(), uri, query, Headers.of(fields));
    }

    @SuppressWarnings("NullAway") // does not see that the record's component may be null
    private static ViewerResponse response(JsonNode result, Headers original, Set<String> readOnly)
            throws InvalidResultException {
        var status = result.path("statusCode");
        if (!status.isIntegralNumber() || status.asInt() < 200 || status.asInt() > 599) {
            throw new InvalidResultException("statusCode %s must be a number from 200 to 599".formatted(status));
        }
        var fields = fields(result, original, readOnly);
        for (var cookie : result.path("cookies").properties()) {
            for (var each : each(cookie.getValue())) {
                var attributes = each.path("attributes").asString("");
                fields.add(Map.entry(
                        "set-cookie",
                        cookie.getKey() + "=" + each.path("value").asString("")
                                + (attributes.isEmpty() ? "" : "; " + attributes)));
            }
        }
        return new ViewerResponse(status.asInt(), Headers.of(fields), body(result.path("body")));
    }

    private static byte @Nullable [] body(JsonNode body) throws InvalidResultException {
        if (body.isMissingNode() || body.isNull()) {
            return null;
        }
        var data = body.isString() ? body.asString() : body.path("data").asString("");
        var bytes = data.getBytes(StandardCharsets.UTF_8);
        if (body.path("encoding").asString("text").equals("base64")) {
            try {
                bytes = Base64.getDecoder().decode(data);
            } catch (IllegalArgumentException e) {
                throw new InvalidResultException("body.data is not Base64, though its encoding says so");
            }
        }
        if (bytes.length > MOST_BODY) {
            throw new InvalidResultException(
                    "the body has %d bytes; at most %d are allowed".formatted(bytes.length, MOST_BODY));
        }
        return bytes;
    }

    private static List<Map.Entry<String, String>> fields(JsonNode result, Headers original, Set<String> readOnly)
            throws InvalidResultException {
        var fields = new ArrayList<Map.Entry<String, String>>();
        for (var header : result.path("headers").properties()) {
            var name = header.getKey().toLowerCase(Locale.ROOT);
            if (HeaderRules.disallowed(name) || !name.matches("[!#$%&'*+.^_`|~0-9a-z-]{1,100}")) {
                throw new InvalidResultException("the header '%s' is not allowed".formatted(name));
            }
            for (var each : each(header.getValue())) {
                var value = each.path("value").asString("");
                if (readOnly.contains(name) && !value.equals(original.get(name))) {
                    throw new InvalidResultException("the header '%s' is read-only".formatted(name));
                }
                if (value.chars().anyMatch(c -> (c < 0x20 && c != '\t') || c == 0x7F)) {
                    throw new InvalidResultException("the header '%s' holds control characters".formatted(name));
                }
                fields.add(Map.entry(name, value));
            }
        }
        for (var name : readOnly) {
            var value = original.get(name);
            if (value != null && !result.path("headers").has(name)) {
                throw new InvalidResultException("the header '%s' is read-only".formatted(name));
            }
        }
        // Hidden from functions, so never taken off by them.
        for (var field : original.fields()) {
            if (HeaderRules.disallowed(field.getKey().toLowerCase(Locale.ROOT))) {
                fields.add(field);
            }
        }
        return fields;
    }

    private static @Nullable String joined(JsonNode values, String separator) {
        var pairs = new ArrayList<String>();
        for (var entry : values.properties()) {
            for (var each : each(entry.getValue())) {
                var value = each.path("value").asString("");
                pairs.add(value.isEmpty() ? entry.getKey() : entry.getKey() + "=" + value);
            }
        }
        return pairs.isEmpty() ? null : String.join(separator, pairs);
    }

    /** {@code multiValue} wins over {@code value}. */
    private static Iterable<JsonNode> each(JsonNode value) {
        var many = value.path("multiValue");
        return many.isArray() && !many.isEmpty() ? many : List.of(value);
    }

    private static boolean printable(String uri) {
        return uri.chars().allMatch(c -> c > 0x20 && c != 0x7F);
    }

    private static String kind(JsonNode result) {
        return result.isMissingNode()
                ? "undefined"
                : result.isObject() ? "an object without the right properties" : result.toString();
    }
}
