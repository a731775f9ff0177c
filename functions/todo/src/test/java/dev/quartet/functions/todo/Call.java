package dev.quartet.functions.todo;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One call of the function, with the event that API Gateway would send. */
final class Call {
    private static final JsonMapper JSON = new JsonMapper();
    static final String USER = "6f9f1d62-0c1c-4c0a-9d3e-0a4c8e6f6f01";

    private final String method;
    private final String resource;
    private final Map<String, String> path = new LinkedHashMap<>();
    private final Map<String, String> query = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private Map<String, String> claims = Map.of("sub", USER, "token_use", "id");
    private String body;

    private Call(String method, String resource) {
        this.method = method;
        this.resource = resource;
    }

    static Call of(String method, String resource) {
        return new Call(method, resource);
    }

    static Call one(String method, String id) {
        Call call = new Call(method, "/todos/{id}");
        call.path.put("id", id);
        return call;
    }

    Call query(String name, String value) {
        query.put(name, value);
        return this;
    }

    Call header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    Call claims(Map<String, String> these) {
        claims = these;
        return this;
    }

    Call user(String sub) {
        return claims(Map.of("sub", sub, "token_use", "id"));
    }

    Call body(String text) {
        body = text;
        return this;
    }

    /** What came back. */
    record Answer(int status, JsonNode headers, JsonNode body) {
        String header(String name) {
            return headers.path(name).asString("");
        }

        String text(String field) {
            return body.path(field).asString("");
        }
    }

    Answer on(TodoHandler handler) {
        return on(handler, false);
    }

    Answer on(TodoHandler handler, boolean base64) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("resource", resource);
        event.put("path", resource.replace("{id}", path.getOrDefault("id", "")));
        event.put("httpMethod", method);
        event.put("headers", headers.isEmpty() ? null : headers);
        event.put("queryStringParameters", query.isEmpty() ? null : query);
        event.put("pathParameters", path.isEmpty() ? null : path);
        event.put("requestContext", Map.of("path", "/v1" + event.get("path"), "authorizer", Map.of("claims", claims)));
        event.put("body", base64 ? Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8)) : body);
        event.put("isBase64Encoded", base64);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            handler.handleRequest(new ByteArrayInputStream(JSON.writeValueAsBytes(event)), out, context());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        JsonNode response = JSON.readTree(out.toByteArray());
        String text = response.path("body").asString("");
        Answer answer = new Answer(
                response.path("statusCode").asInt(),
                response.path("headers"),
                text.isEmpty() ? JSON.createObjectNode() : JSON.readTree(text));
        OpenApi.TODO.check(method, resource, answer, text);
        return answer;
    }

    private static Context context() {
        return (Context) Proxy.newProxyInstance(
                Call.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (proxy, called, arguments) -> called.getName().equals("getAwsRequestId") ? "request-1" : null);
    }
}
