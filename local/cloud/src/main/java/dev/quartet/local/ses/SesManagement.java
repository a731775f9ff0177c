package dev.quartet.local.ses;

import dev.quartet.local.http.BodyTooLargeException;
import dev.quartet.local.http.HttpExchange;
import dev.quartet.local.http.HttpHandler;
import java.io.IOException;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code GET …/ses} tells how SES is; {@code POST …/ses} with {@code {"failNext": 3}} (that many requests to send fail),
 * {@code {"down": true}} (all do) or {@code {"hold": true}} (mails are sent, but their senders get no answer until it is
 * false) changes it. Thread-safe.
 */
final class SesManagement implements HttpHandler {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MAX_BODY = 4096;
    private static final int MOST_FAILURES = 1_000_000;

    private final Faults faults;

    SesManagement(Faults faults) {
        this.faults = faults;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (exchange.method().equals("POST")) {
            try {
                change(JSON.readTree(exchange.body(MAX_BODY)));
            } catch (JacksonException | BodyTooLargeException | IllegalArgumentException e) {
                var error = JSON.createObjectNode().put("message", "Not understood: " + e.getMessage());
                respond(exchange, 400, error);
                return;
            }
        } else if (!exchange.method().equals("GET")) {
            exchange.respond(405, Map.of("Allow", "GET, POST"), new byte[0]);
            return;
        }
        var status = faults.status();
        respond(
                exchange,
                200,
                JSON.createObjectNode()
                        .put("down", status.down())
                        .put("hold", status.hold())
                        .put("failNext", status.failNext())
                        .put("failed", status.failed())
                        .put("accepted", status.accepted())
                        .put("holding", status.holding()));
    }

    private void change(JsonNode input) {
        if (!input.isObject() || input.isEmpty()) {
            throw new IllegalArgumentException("the body must be an object with failNext, down or hold");
        }
        // All is checked before anything is changed.
        for (var member : input.properties()) {
            var value = member.getValue();
            var valid =
                    switch (member.getKey()) {
                        case "down", "hold" -> value.isBoolean();
                        case "failNext" -> value.isInt() && value.asInt() >= 0 && value.asInt() <= MOST_FAILURES;
                        default -> false;
                    };
            if (!valid) {
                throw new IllegalArgumentException("%s: %s; allowed are failNext (0 to %d), down and hold (true, false)"
                        .formatted(member.getKey(), value, MOST_FAILURES));
            }
        }
        if (input.has("down")) {
            faults.down(input.path("down").asBoolean());
        }
        if (input.has("failNext")) {
            faults.failNext(input.path("failNext").asInt());
        }
        if (input.has("hold")) {
            faults.hold(input.path("hold").asBoolean());
        }
    }

    private static void respond(HttpExchange exchange, int status, JsonNode body) throws IOException {
        exchange.respond(status, Map.of("Content-Type", "application/json"), JSON.writeValueAsBytes(body));
    }
}
