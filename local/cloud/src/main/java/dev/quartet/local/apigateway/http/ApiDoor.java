package dev.quartet.local.apigateway.http;

import dev.quartet.local.http.HttpExchange;
import dev.quartet.local.http.HttpHandler;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** An API's address: the first part of the path may name a stage, else {@code $default} has it. Thread-safe. */
final class ApiDoor implements HttpHandler {
    private final Map<String, Stage> stages = new ConcurrentHashMap<>();
    private final boolean open;

    /** Creates it; {@code open} is false for an API that is reached by its custom domain name only. */
    ApiDoor(boolean open) {
        this.open = open;
    }

    /** Opens a stage; returns false when there is one of that name. */
    boolean put(Stage stage) {
        return stages.putIfAbsent(stage.info().stage(), stage) == null;
    }

    @Nullable
    Stage stage(String name) {
        return stages.get(name);
    }

    /** Returns the stages by name. */
    Map<String, Stage> stages() {
        return Map.copyOf(stages);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var path = exchange.rawPath();
        int slash = path.indexOf('/', 1);
        var first = slash < 0 ? path.substring(Math.min(1, path.length())) : path.substring(1, slash);
        var named = first.equals(StageInfo.DEFAULT) ? null : stages.get(first);
        var fallback = stages.get(StageInfo.DEFAULT);
        if (open && named != null) {
            named.handle(exchange, slash < 0 ? "/" : path.substring(slash));
        } else if (open && fallback != null) {
            fallback.handle(exchange, path);
        } else { // neither counted nor logged: it belongs to no stage
            var reply = Failure.of(404).reply();
            exchange.respond(reply.status(), reply.fields(), reply.body());
        }
    }
}
