package dev.quartet.functions.testing;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One call of a function, with the event that API Gateway would send; its answer is held to the API's document. */
public final class Call {
    /** The sub of the user who calls unless said otherwise. */
    public static final String USER = "6f9f1d62-0c1c-4c0a-9d3e-0a4c8e6f6f01";

    private final OpenApi api;
    private final String method;
    private final String resource;
    private final Map<String, String> path = new LinkedHashMap<>();
    private final Map<String, String> query = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private Map<String, String> claims = Map.of("sub", USER, "token_use", "id");
    private @Nullable String body;

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
                response.path("headers"),
                text.isEmpty() ? Functions.JSON.createObjectNode() : Functions.JSON.readTree(text));
        api.check(method, resource, answer, text);
        return answer;
    }

    private Map<String, @Nullable Object> event(boolean base64) {
        String target = resource;
        for (Map.Entry<String, String> parameter : path.entrySet()) {
            target = target.replace("{" + parameter.getKey() + "}", parameter.getValue());
        }
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("resource", resource);
        event.put("path", target);
        event.put("httpMethod", method);
        event.put("headers", headers.isEmpty() ? null : headers);
        event.put("queryStringParameters", query.isEmpty() ? null : query);
        event.put("pathParameters", path.isEmpty() ? null : path);
        event.put("requestContext", Map.of("path", "/v1" + target, "authorizer", Map.of("claims", claims)));
        event.put(
                "body",
                base64 && body != null
                        ? Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8))
                        : body);
        event.put("isBase64Encoded", base64);
        return event;
    }
}
