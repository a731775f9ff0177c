package dev.quartet.local.traffic;

import dev.quartet.exports.ApiRef;
import dev.quartet.exports.BlogExports;
import dev.quartet.exports.QueueRef;
import dev.quartet.exports.TableRef;
import dev.quartet.local.http.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Stands in for the blog's site, API and uploads; refuses what they would refuse. */
final class StandInBlog {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String SITE = "/blog";
    private static final String UPLOADS = "/uploads/";

    final Map<String, byte[]> uploads = new ConcurrentHashMap<>();
    final Set<String> locales = ConcurrentHashMap.newKeySet();
    private final Set<String> slugs = ConcurrentHashMap.newKeySet();

    BlogExports exports(String url) {
        var queue = new QueueRef("queue", url + "/queue", "arn:aws:sqs:ap-northeast-1:000000000000:queue");
        return new BlogExports(
                url + SITE,
                "E1",
                new ApiRef(url + "/v1", "api", "blog-api", "v1"),
                "site",
                "uploads",
                "media",
                new TableRef("posts", List.of(), null),
                new TableRef("visitors", List.of(), null),
                "pool",
                "client",
                null,
                "welcome",
                queue,
                queue,
                "failed",
                List.of(),
                List.of());
    }

    boolean takes(HttpExchange exchange) {
        return exchange.rawPath().startsWith(SITE) || exchange.rawPath().startsWith(UPLOADS);
    }

    void handle(HttpExchange exchange) throws IOException {
        if (exchange.rawPath().startsWith(UPLOADS)) {
            uploads.put(exchange.rawPath().substring(UPLOADS.length()), exchange.body(20_000_000));
            exchange.respond(200, Map.of(), new byte[0]);
            return;
        }
        var path = exchange.rawPath().substring(SITE.length());
        var known = path.substring(path.lastIndexOf('/') + 1);
        boolean signedIn = exchange.header("authorization").orElse("").startsWith("id ");
        if (exchange.method().equals("POST")) {
            post(exchange, path, signedIn);
        } else if (path.equals("/api/posts")) {
            list(exchange, "slug", slugs);
        } else if (path.equals("/api/images")) {
            list(exchange, "key", uploads.keySet());
        } else if (path.startsWith("/api/posts/")) {
            answer(exchange, slugs.contains(known) ? 200 : 404, JSON.createObjectNode());
        } else if (path.startsWith("/thumbnails/")) {
            boolean there = path.matches("/thumbnails/(320|640|1280)/.+\\.jpg")
                    && uploads.containsKey(known.substring(0, known.length() - ".jpg".length()));
            answer(exchange, there ? 200 : 404, JSON.createObjectNode());
        } else {
            answer(exchange, path.startsWith("/no-such") ? 404 : 200, JSON.createObjectNode());
        }
    }

    private void post(HttpExchange exchange, String path, boolean signedIn) throws IOException {
        var input = JSON.readTree(exchange.body(100_000));
        var output = JSON.createObjectNode();
        if (path.equals("/api/visitors")) {
            locales.add(input.path("locale").asString());
            answer(exchange, 202, output);
        } else if (!signedIn) {
            answer(exchange, 401, output);
        } else if (path.equals("/api/posts")) {
            answer(exchange, slugs.add(input.path("slug").asString()) ? 201 : 409, output);
        } else {
            var url = "http://" + exchange.header("host").orElse("") + UPLOADS
                    + input.path("fileName").asString();
            output.put("key", input.path("fileName").asString())
                    .put("uploadUrl", url)
                    .putObject("headers")
                    .put("content-type", input.path("contentType").asString());
            answer(exchange, 201, output);
        }
    }

    private static void list(HttpExchange exchange, String name, Set<String> values) throws IOException {
        var output = JSON.createObjectNode();
        var items = output.putArray("items");
        values.forEach(value -> items.addObject().put(name, value));
        answer(exchange, 200, output);
    }

    private static void answer(HttpExchange exchange, int status, JsonNode body) throws IOException {
        exchange.respond(
                status,
                Map.of("Content-Type", "application/json"),
                body.toString().getBytes(StandardCharsets.UTF_8));
    }
}
