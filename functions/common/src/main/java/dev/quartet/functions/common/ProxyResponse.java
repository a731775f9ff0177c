package dev.quartet.functions.common;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A response, which {@link EventFormat} writes as whoever handed on the request takes it.
 *
 * @param status  HTTP status
 * @param headers in the order they were added
 * @param body    text; empty if none
 */
public record ProxyResponse(int status, Map<String, String> headers, String body) {
    public ProxyResponse {
        // Not Map.copyOf: the order of headers is the same in every run.
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** A response with a body that is written as JSON. */
    public static ProxyResponse of(int status, String contentType, Object json) {
        return new ProxyResponse(
                status, Map.of("Content-Type", contentType), new String(Json.bytes(json), StandardCharsets.UTF_8));
    }

    public static ProxyResponse json(int status, Object json) {
        return of(status, "application/json", json);
    }

    public static ProxyResponse noContent() {
        return new ProxyResponse(204, Map.of(), "");
    }

    public ProxyResponse with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new ProxyResponse(status, more, body);
    }
}
