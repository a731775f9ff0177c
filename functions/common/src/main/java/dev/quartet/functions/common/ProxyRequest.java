package dev.quartet.functions.common;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as a REST API's Lambda proxy integration passes it on.
 *
 * @param method         HTTP method, upper case
 * @param resource       path template of the API, such as {@code /todos/{id}}
 * @param path           path as the client sent it, the stage included
 * @param pathParameters values of the template's parameters
 * @param query          query parameters; of a repeated one the last value
 * @param headers        by lower-case name; of a repeated one the last value
 * @param body           bytes as the client sent them; empty if none
 * @param claims         claims of the Cognito authorizer; empty if the method has none
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html">Input format
 *     of a Lambda function for proxy integration</a>
 */
@SuppressWarnings("ArrayRecordComponent") // requests are never compared, and a body is read once
public record ProxyRequest(
        String method,
        String resource,
        String path,
        Map<String, String> pathParameters,
        Map<String, String> query,
        Map<String, String> headers,
        byte[] body,
        Map<String, String> claims) {
    public ProxyRequest {
        pathParameters = Map.copyOf(pathParameters);
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
        claims = Map.copyOf(claims);
    }

    /** @throws IllegalArgumentException if the event is none of a REST API */
    public static ProxyRequest of(Map<String, @Nullable Object> event) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Map.Entry<String, String> header : texts(event.get("headers")).entrySet()) {
            headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue());
        }
        return new ProxyRequest(
                text(event, "httpMethod"),
                text(event, "resource"),
                Events.at(event, "requestContext", "path") instanceof String path ? path : text(event, "path"),
                texts(event.get("pathParameters")),
                texts(event.get("queryStringParameters")),
                headers,
                bytes(event),
                texts(Events.at(event, "requestContext", "authorizer", "claims")));
    }

    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    public String pathParameter(String name) {
        String value = pathParameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("resource " + resource + " has no path parameter " + name);
        }
        return value;
    }

    private static String text(Map<String, @Nullable Object> event, String name) {
        if (event.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(
                "the event has no " + name + ": it is not one of a REST API's proxy integration");
    }

    private static byte[] bytes(Map<String, @Nullable Object> event) {
        if (!(event.get("body") instanceof String body)) {
            return new byte[0];
        }
        return Boolean.TRUE.equals(event.get("isBase64Encoded"))
                ? Base64.getDecoder().decode(body)
                : body.getBytes(StandardCharsets.UTF_8);
    }

    /** The entries that have a value: API Gateway sends null for a map without entries. */
    private static Map<String, String> texts(@Nullable Object value) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (entry.getValue() != null) {
                    texts.put(String.valueOf(entry.getKey()), String.valueOf(entry.getValue()));
                }
            }
        }
        return texts;
    }
}
