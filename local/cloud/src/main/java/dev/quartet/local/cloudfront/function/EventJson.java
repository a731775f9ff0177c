package dev.quartet.local.cloudfront.function;

import dev.quartet.local.cloudfront.config.Headers;
import dev.quartet.local.cloudfront.config.ViewerContext;
import dev.quartet.local.cloudfront.config.ViewerRequest;
import dev.quartet.local.cloudfront.config.ViewerResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a handler is given. See <a
 * href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html">event
 * structure</a>: names in lower case, a name that occurs more than once with {@code multiValue}, nothing decoded.
 */
final class EventJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private EventJson() {}

    static ObjectNode viewerRequest(ViewerContext context, ViewerRequest request) {
        var event = event(context, "viewer-request");
        event.set("request", request(request));
        return event;
    }

    static ObjectNode viewerResponse(ViewerContext context, ViewerRequest request, ViewerResponse response) {
        var event = event(context, "viewer-response");
        event.set("request", request(request));
        var node = event.putObject("response");
        node.put("statusCode", response.status());
        node.put("statusDescription", Reasons.of(response.status()));
        node.set("headers", headers(response.headers(), "set-cookie"));
        node.set("cookies", setCookies(response.headers()));
        return event;
    }

    private static ObjectNode event(ViewerContext context, String type) {
        var event = NODES.objectNode().put("version", "1.0");
        event.putObject("context")
                .put("distributionDomainName", context.distributionDomainName())
                .put("distributionId", context.distributionId())
                .put("eventType", type)
                .put("requestId", context.requestId());
        event.putObject("viewer").put("ip", context.viewerIp());
        return event;
    }

    private static ObjectNode request(ViewerRequest request) {
        var node = NODES.objectNode().put("method", request.method()).put("uri", request.uri());
        node.set("querystring", queryString(request.query()));
        node.set("headers", headers(request.headers(), "cookie"));
        node.set("cookies", cookies(request.headers()));
        return node;
    }

    static ObjectNode queryString(@Nullable String query) {
        return values(pairs(query, "&"));
    }

    static ObjectNode cookies(Headers headers) {
        return values(pairs(headers.joined("Cookie"), ";"));
    }

    private static ObjectNode headers(Headers headers, String besides) {
        var values = new LinkedHashMap<String, List<String>>();
        for (var field : headers.fields()) {
            var name = field.getKey().toLowerCase(Locale.ROOT);
            if (!name.equals(besides) && !HeaderRules.disallowed(name)) {
                values.computeIfAbsent(name, key -> new ArrayList<>(1)).add(field.getValue());
            }
        }
        return values(values);
    }

    private static ObjectNode setCookies(Headers headers) {
        var values = NODES.objectNode();
        for (var field : headers.fields()) {
            if (field.getKey().equalsIgnoreCase("Set-Cookie")) {
                var parts = field.getValue().split(";", 2);
                int equals = parts[0].indexOf('=');
                if (equals > 0) {
                    var node = values.putObject(parts[0].substring(0, equals).strip());
                    node.put("value", parts[0].substring(equals + 1).strip());
                    if (parts.length > 1) {
                        node.put("attributes", parts[1].strip());
                    }
                }
            }
        }
        return values;
    }

    private static Map<String, List<String>> pairs(@Nullable String text, String separator) {
        var values = new LinkedHashMap<String, List<String>>();
        if (text != null) {
            for (var part : text.split(separator)) {
                var pair = part.strip();
                if (!pair.isEmpty()) {
                    int equals = pair.indexOf('=');
                    values.computeIfAbsent(equals < 0 ? pair : pair.substring(0, equals), key -> new ArrayList<>(1))
                            .add(equals < 0 ? "" : pair.substring(equals + 1));
                }
            }
        }
        return values;
    }

    private static ObjectNode values(Map<String, List<String>> values) {
        var node = NODES.objectNode();
        values.forEach((name, all) -> {
            var one = node.putObject(name).put("value", all.getFirst());
            if (all.size() > 1) {
                var many = one.putArray("multiValue");
                all.forEach(value -> many.addObject().put("value", value));
            }
        });
        return node;
    }
}
