package dev.quartet.local.http;

import java.io.IOException;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Errors of the local cloud's own pages as <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a> writes them. */
public final class Problem {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<String, String> HEADERS = Map.of("Content-Type", "application/problem+json");

    private Problem() {}

    /** Answers {@code status} with a problem document. */
    public static void respond(HttpExchange exchange, int status, String title, String detail) throws IOException {
        var problem = JSON.createObjectNode()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", detail);
        exchange.respond(status, HEADERS, JSON.writeValueAsBytes(problem));
    }
}
