package dev.quartet.functions.data;

import dev.quartet.functions.common.Json;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Walks once through what a request does before a snapshot is taken, so that the snapshot holds those classes loaded and a restored
 * function's first request is as fast as its second. Nothing leaves the process: the tables' client speaks to {@link Echo}, and logs
 * and figures go nowhere.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-best-practices.html">Maximize Lambda SnapStart performance</a>
 */
public final class Priming {
    private final ApiHandler handler;
    private final Map<String, String> pathParameters;
    private final Map<String, String> claims;

    /** @param handler on a platform that {@link #platform} made */
    public Priming(ApiHandler handler, Map<String, String> pathParameters, Map<String, String> claims) {
        this.handler = handler;
        this.pathParameters = Map.copyOf(pathParameters);
        this.claims = Map.copyOf(claims);
    }

    /** A platform like this one, whose tables answer one and the same item to everything. */
    public static Platform platform(Platform like, String itemJson) {
        return platform(like, itemJson, nowhere());
    }

    /** @param out where the log goes, for tests */
    public static Platform platform(Platform like, String itemJson, PrintStream out) {
        String answer = "{\"Item\":" + itemJson + ",\"Items\":[" + itemJson + "],\"Attributes\":" + itemJson + "}";
        return new Platform(like.env(), like.clock(), out, () -> Echo.dynamoDb(answer), null);
    }

    /** A log that nobody reads. */
    public static PrintStream nowhere() {
        return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }

    /** One request, as a REST API hands it on. */
    public Priming request(String method, String resource, @Nullable String body) {
        Map<String, @Nullable Object> event = event(body);
        event.put("httpMethod", method);
        event.put("resource", resource);
        event.put("path", resource);
        event.put("requestContext", Map.of("authorizer", Map.of("claims", claims)));
        handler.handle(Json.bytes(event), "priming");
        return this;
    }

    /** One request, as an HTTP API hands it on. */
    public Priming httpRequest(String method, String resource, @Nullable String body) {
        Map<String, @Nullable Object> event = event(body);
        event.put("version", "2.0");
        event.put("routeKey", method + " " + resource);
        event.put("rawPath", resource);
        event.put("rawQueryString", "primed=true");
        event.put("requestContext", Map.of("http", Map.of("method", method)));
        handler.handle(Json.bytes(event), "priming");
        return this;
    }

    /** One request, as a load balancer hands it on. */
    public Priming balancedRequest(String method, String path, @Nullable String body) {
        Map<String, @Nullable Object> event = event(body);
        event.put("httpMethod", method);
        event.put("path", path);
        event.put("multiValueHeaders", Map.of("content-type", List.of("application/json")));
        event.put("requestContext", Map.of("elb", Map.of()));
        handler.handle(Json.bytes(event), "priming");
        return this;
    }

    private Map<String, @Nullable Object> event(@Nullable String body) {
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("headers", Map.of("Content-Type", "application/json", "Accept-Language", "en"));
        event.put("pathParameters", pathParameters);
        event.put("body", body);
        return event;
    }
}
