package dev.quartet.local.ec2;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.Instances.State;
import dev.quartet.local.http.BodyTooLargeException;
import dev.quartet.local.http.HttpExchange;
import dev.quartet.local.http.HttpHandler;
import dev.quartet.local.http.Problem;
import java.io.IOException;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code GET …/ec2} and every answer: {@code {"down", "instances": [{"id", "state", "reason", "zone", "template", "version", "port",
 * "group"}]}}, those that are terminated left out. {@code POST} with {@code {"kill": "i-…"}} kills the process of an instance as a
 * crash would; {@code {"kill": "any"}} that of the oldest one that runs; the answer says which one in {@code killed}; with {@code {"down": true}} all processes are
 * killed and no server starts, as with a release that is broken, until {@code {"down": false}}. Errors are problem+json. Thread-safe.
 */
final class InstanceManagement implements HttpHandler {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MAX_BODY = 4096;

    private final Fleet fleet;

    InstanceManagement(Fleet fleet) {
        this.fleet = requireNonNull(fleet, "fleet is null");
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        switch (exchange.method()) {
            case "GET" -> respond(exchange, JSON.createObjectNode());
            case "POST" -> {
                try {
                    change(exchange, JSON.readTree(exchange.body(MAX_BODY)));
                } catch (JacksonException | BodyTooLargeException e) {
                    Problem.respond(exchange, 400, "Bad Request", "Not understood: " + e.getMessage());
                }
            }
            default -> exchange.respond(405, Map.of("Allow", "GET, POST"), new byte[0]);
        }
    }

    private void change(HttpExchange exchange, JsonNode input) throws IOException {
        var down = input.path("down");
        if (down.isMissingNode()) {
            kill(exchange, input);
        } else if (down.isBoolean()) {
            fleet.down(down.asBoolean());
            respond(exchange, JSON.createObjectNode());
        } else {
            Problem.respond(exchange, 400, "Bad Request", "down is %s; allowed are true and false".formatted(down));
        }
    }

    private void kill(HttpExchange exchange, JsonNode input) throws IOException {
        var wanted = input.path("kill").asString("");
        var running = fleet.all().stream()
                .filter(instance -> instance.state() == State.RUNNING)
                .filter(instance -> instance.process().isPresent())
                .toList();
        var chosen = running.stream()
                .filter(instance -> wanted.equals("any") || instance.id().equals(wanted))
                .findFirst();
        if (chosen.isEmpty()) {
            Problem.respond(
                    exchange,
                    404,
                    "Not Found",
                    "no instance '%s' runs; kill takes any, or one of %s"
                            .formatted(
                                    wanted,
                                    running.stream().map(Ec2Instance::id).toList()));
            return;
        }
        var unused = fleet.kill(chosen.get());
        respond(exchange, JSON.createObjectNode().put("killed", chosen.get().id()));
    }

    private void respond(HttpExchange exchange, ObjectNode answer) throws IOException {
        answer.put("down", fleet.isDown());
        var list = answer.putArray("instances");
        for (var instance : fleet.all()) {
            var seen = instance.seen();
            if (seen.state() != State.TERMINATED) {
                list.addObject()
                        .put("id", seen.id())
                        .put("state", seen.state().word())
                        .put("reason", seen.reason())
                        .put("zone", seen.zone())
                        .put("template", seen.template().name())
                        .put("version", seen.template().version())
                        .put("port", seen.address().getPort())
                        .put("group", instance.tags().getOrDefault("aws:autoscaling:groupName", ""));
            }
        }
        exchange.respond(200, Map.of("Content-Type", "application/json"), JSON.writeValueAsBytes(answer));
    }
}
