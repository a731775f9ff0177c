package dev.quartet.functions.common;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as an API or a load balancer passes it on.
 *
 * @param method         HTTP method, upper case
 * @param resource       path template of the API, such as {@code /todos/{id}}; empty if the event names none
 * @param path           path as the client sent it, the stage included
 * @param pathParameters values of the template's parameters
 * @param query          query parameters; of a repeated one the last value
 * @param headers        by lower-case name; of a repeated one the last value, or all of them joined, as the event has it
 * @param body           bytes as the client sent them; empty if none
 * @param claims         claims of the token that an authorizer checked; empty if the method has none
 * @param caller         ARN of the IAM identity that signed the request; null if the method asks for none
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
        Map<String, String> claims,
        @Nullable String caller) {
    public ProxyRequest {
        pathParameters = Map.copyOf(pathParameters);
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
        claims = Map.copyOf(claims);
    }

    /** @throws IllegalArgumentException naming what is missing if the event is none of {@link EventFormat}'s */
    public static ProxyRequest of(Map<String, @Nullable Object> event) {
        return EventFormat.of(event).read(event);
    }

    /** The same request at a path template. */
    ProxyRequest at(String template, Map<String, String> parameters) {
        return new ProxyRequest(method, template, path, parameters, query, headers, body, claims, caller);
    }

    /** The same request with a header set. */
    ProxyRequest with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name.toLowerCase(Locale.ROOT), value);
        return new ProxyRequest(method, resource, path, pathParameters, query, more, body, claims, caller);
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
}
