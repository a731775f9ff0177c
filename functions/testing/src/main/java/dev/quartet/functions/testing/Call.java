package dev.quartet.functions.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One call of a function, with the event that an API or a load balancer would send; its answer is held to the API's document. */
public final class Call {
    /** The sub of the user who calls unless said otherwise. */
    public static final String USER = "6f9f1d62-0c1c-4c0a-9d3e-0a4c8e6f6f01";

    private enum Sender {
        REST_API,
        HTTP_API,
        LOAD_BALANCER
    }

    private final OpenApi api;
    private final String method;
    private final String resource;
    private final Map<String, String> path = new LinkedHashMap<>();
    private final Map<String, String> query = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private Map<String, String> claims = Map.of("sub", USER, "token_use", "id");
    private @Nullable String body;
    private Sender sender = Sender.REST_API;

    Call(OpenApi api, String method, String resource) {
        this.api = api;
        this.method = method;
        this.resource = resource;
    }

    public Call path(String name, String value) {
        path.put(name, value);
        return this;
    }

    public Call query(String name, String value) {
        query.put(name, value);
        return this;
    }

    public Call header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public Call claims(Map<String, String> these) {
        claims = these;
        return this;
    }

    public Call user(String sub) {
        return claims(Map.of("sub", sub, "token_use", "id"));
    }

    public Call body(String text) {
        body = text;
        return this;
    }

    /** With an HTTP API's event, payload format 2.0. */
    public Call http() {
        sender = Sender.HTTP_API;
        return this;
    }

    /** With a load balancer's event, multi-value headers on. */
    public Call balanced() {
        sender = Sender.LOAD_BALANCER;
        return this;
    }

    /** What came back. */
    public record Answer(int status, JsonNode headers, JsonNode body) {
        public String header(String name) {
            return headers.path(name).asString("");
        }

        public String text(String field) {
            return body.path(field).asString("");
        }
    }

    public Answer on(RequestStreamHandler handler) {
        return on(handler, false);
    }

    /** @param base64 whether the body comes in Base64, as it does for binary media types */
    public Answer on(RequestStreamHandler handler, boolean base64) {
        JsonNode response = Functions.invoke(handler, event(base64));
        String text = response.path("body").asString("");
        Answer answer = new Answer(
                response.path("statusCode").asInt(),
                headers(response),
                text.isEmpty() ? Functions.JSON.createObjectNode() : Functions.JSON.readTree(text));
        api.check(method, resource, answer, text);
        return answer;
    }

    /** Of a load balancer's answer, the first value of each header. */
    private JsonNode headers(JsonNode response) {
        if (sender != Sender.LOAD_BALANCER) {
            return response.path("headers");
        }
        assertThat(response.path("statusDescription").asString(""))
                .startsWith(response.path("statusCode").asInt() + " ");
        ObjectNode first = Functions.JSON.createObjectNode();
        response.path("multiValueHeaders").forEachEntry((name, values) -> first.set(name, values.path(0)));
        return first;
    }

    private Map<String, @Nullable Object> event(boolean base64) {
        String target = resource;
        for (Map.Entry<String, String> parameter : path.entrySet()) {
            target = target.replace("{" + parameter.getKey() + "}", parameter.getValue());
        }
        Map<String, @Nullable Object> event =
                switch (sender) {
                    case REST_API -> restEvent(target);
                    case HTTP_API -> httpEvent(target);
                    case LOAD_BALANCER -> balancedEvent(target);
                };
        event.put(
                "body",
                base64 && body != null
                        ? Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8))
                        : body);
        event.put("isBase64Encoded", base64);
        return event;
    }

    private Map<String, @Nullable Object> restEvent(String target) {
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("resource", resource);
        event.put("path", target);
        event.put("httpMethod", method);
        event.put("headers", headers.isEmpty() ? null : headers);
        event.put("queryStringParameters", query.isEmpty() ? null : query);
        event.put("pathParameters", path.isEmpty() ? null : path);
        event.put("requestContext", Map.of("path", "/v1" + target, "authorizer", Map.of("claims", claims)));
        return event;
    }

    private Map<String, @Nullable Object> httpEvent(String target) {
        Map<String, String> lowerCase = new LinkedHashMap<>();
        headers.forEach((name, value) -> lowerCase.put(name.toLowerCase(Locale.ROOT), value));
        List<String> pairs = new ArrayList<>();
        query.forEach((name, value) -> pairs.add(encoded(name) + "=" + encoded(value)));
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("version", "2.0");
        event.put("routeKey", method + " " + resource);
        event.put("rawPath", target);
        event.put("rawQueryString", String.join("&", pairs));
        event.put("headers", lowerCase);
        if (!query.isEmpty()) {
            event.put("queryStringParameters", query);
        }
        if (!path.isEmpty()) {
            event.put("pathParameters", path);
        }
        event.put("requestContext", Map.of("http", Map.of("method", method, "path", target)));
        return event;
    }

    private Map<String, @Nullable Object> balancedEvent(String target) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        headers.forEach((name, value) -> lists.put(name.toLowerCase(Locale.ROOT), List.of(value)));
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        query.forEach((name, value) -> parameters.put(encoded(name), List.of(encoded(value))));
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put(
                "requestContext",
                Map.of("elb", Map.of("targetGroupArn", "arn:aws:elasticloadbalancing:::targetgroup")));
        event.put("httpMethod", method);
        event.put("path", target);
        event.put("multiValueHeaders", lists);
        event.put("multiValueQueryStringParameters", parameters);
        return event;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
