package dev.quartet.local.apigateway;

import dev.quartet.local.http.HttpExchange;
import dev.quartet.local.http.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An API's address: the first part of the path names the stage. Thread-safe. */
final class ApiDoor implements HttpHandler {
    private static final byte[] FORBIDDEN = "{\"message\":\"Forbidden\"}".getBytes(StandardCharsets.UTF_8);

    private final Map<String, StageServer> stages = new ConcurrentHashMap<>();

    void put(String stage, StageServer server) {
        stages.put(stage, server);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var path = exchange.rawPath();
        int slash = path.indexOf('/', 1);
        var stage = stages.get(slash < 0 ? path.substring(1) : path.substring(1, slash));
        if (stage == null) { // as on AWS: neither counted nor customisable, it belongs to no stage
            exchange.respond(
                    403,
                    Map.of("Content-Type", "application/json", "x-amzn-ErrorType", "ForbiddenException"),
                    FORBIDDEN);
            return;
        }
        stage.handle(exchange, slash < 0 ? "/" : path.substring(slash));
    }
}
