package dev.quartet.functions.blog.api;

import dev.quartet.functions.common.Env;
import dev.quartet.functions.common.Json;
import dev.quartet.functions.data.Echo;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Walks once through what a request does before a snapshot is taken; see Todo's. The table's client speaks to {@link Echo}. */
final class Priming {
    private static final String ITEM = """
            {"slug":{"S":"primed"},"title":{"S":"Primed"},"summary":{"S":"Primed"},"body":{"S":"Primed"},"author":{"S":"Primed"},\
            "publishedAt":{"S":"2026-01-01T00:00:00.000Z"},"at":{"S":"2026-01-01T00:00:00.000Z#primed"}}""";

    private Priming() {}

    static void run(Env env, Clock clock) {
        run(env, clock, new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    }

    static void run(Env env, Clock clock, PrintStream out) {
        String answer = "{\"Item\":" + ITEM + ",\"Items\":[" + ITEM + "]}";
        BlogHandler handler = new BlogHandler(env, clock, out, () -> Echo.dynamoDb(answer), null);
        handle(handler, "GET", "/api/posts", null);
        handle(handler, "GET", "/api/posts/{slug}", null);
        handle(handler, "POST", "/api/posts", "{\"title\":\"Primed\",\"summary\":\"Primed\",\"body\":\"Primed\"}");
        handle(handler, "GET", "/api/images", null);
        handle(handler, "POST", "/api/visitors", "{\"email\":\"primed@example.com\"}");
    }

    private static void handle(BlogHandler handler, String method, String resource, @Nullable String body) {
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("httpMethod", method);
        event.put("resource", resource);
        event.put("path", resource);
        event.put("headers", Map.of("Content-Type", "application/json", "Accept-Language", "en"));
        event.put("pathParameters", Map.of("slug", "primed"));
        event.put("body", body);
        event.put(
                "requestContext",
                Map.of(
                        "authorizer",
                        Map.of("claims", Map.of("sub", "priming", "token_use", "id", "cognito:groups", "authors"))));
        handler.handle(Json.bytes(event), "priming");
    }
}
