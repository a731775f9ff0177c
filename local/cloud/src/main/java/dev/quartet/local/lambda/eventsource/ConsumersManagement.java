package dev.quartet.local.lambda.eventsource;

import dev.quartet.local.core.Arn;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.http.BodyTooLargeException;
import dev.quartet.local.http.HttpExchange;
import dev.quartet.local.http.HttpHandler;
import dev.quartet.local.http.Problem;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code POST …/consumers} with {@code {"consumer": "text", "stopped": true}} disables all event source mappings of the one function
 * that has the text in its name, {@code false} enables again those that were stopped so, and {@code DELETE} enables all that were stopped so. {@code GET} and
 * every answer: {@code {"consumers": [{"function", "source", "stopped"}]}}. Errors are problem+json. Thread-safe.
 */
final class ConsumersManagement implements HttpHandler {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MAX_BODY = 4096;

    private final Mappings mappings;
    /** What is disabled for another reason is nobody's damage. */
    private final Set<String> stopped = ConcurrentHashMap.newKeySet();

    ConsumersManagement(Mappings mappings) {
        this.mappings = mappings;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            switch (exchange.method()) {
                case "GET" -> {}
                case "DELETE" ->
                    stop(
                            mappings.all().stream()
                                    .filter(mapping -> stopped.contains(mapping.uuid()))
                                    .toList(),
                            false);
                case "POST" -> change(JSON.readTree(exchange.body(MAX_BODY)));
                default -> {
                    exchange.respond(405, Map.of("Allow", "GET, POST, DELETE"), new byte[0]);
                    return;
                }
            }
        } catch (AwsException e) {
            Problem.respond(exchange, e.status(), e.code(), e.getMessage());
            return;
        } catch (JacksonException | BodyTooLargeException | IllegalArgumentException e) {
            Problem.respond(exchange, 400, "Bad Request", "Not understood: " + e.getMessage());
            return;
        }
        exchange.respond(200, Map.of("Content-Type", "application/json"), JSON.writeValueAsBytes(status()));
    }

    private JsonNode status() {
        var result = JSON.createObjectNode();
        var consumers = result.putArray("consumers");
        for (var mapping : mappings.all()) {
            consumers
                    .addObject()
                    .put("function", name(mapping))
                    .put("source", Arn.parse(mapping.settings().sourceArn()).resource())
                    .put("stopped", stopped.contains(mapping.uuid()) && !mapping.enabled());
        }
        return result;
    }

    private void change(JsonNode input) {
        if (!input.path("consumer").isString() || !input.path("stopped").isBoolean()) {
            throw new IllegalArgumentException(
                    "the body must be an object with consumer, a text, and stopped, a truth value");
        }
        stop(consumer(input.path("consumer").asString()), input.path("stopped").asBoolean());
    }

    private void stop(List<Mapping> chosen, boolean stop) {
        for (var mapping : chosen) {
            if (stop && mapping.enabled()) {
                stopped.add(mapping.uuid());
                mappings.enable(mapping.uuid(), false);
            } else if (!stop && stopped.remove(mapping.uuid())) {
                mappings.enable(mapping.uuid(), true);
            }
        }
    }

    /** Returns the mappings of the function that is called so, or alone has {@code text} in its name. */
    private List<Mapping> consumer(String text) {
        var names = mappings.all().stream()
                .map(ConsumersManagement::name)
                .distinct()
                .sorted()
                .toList();
        var found = names.contains(text)
                ? List.of(text)
                : names.stream().filter(name -> name.contains(text)).toList();
        if (found.size() != 1) {
            throw new AwsException(
                    found.isEmpty() ? "Not Found" : "Conflict",
                    found.isEmpty() ? 404 : 409,
                    "%s consumer is called '%s'; there are: %s"
                            .formatted(found.isEmpty() ? "no" : "more than one", text, String.join(", ", names)));
        }
        return mappings.all().stream()
                .filter(mapping -> name(mapping).equals(found.getFirst()))
                .toList();
    }

    /** The function's name, from an ARN whose resource is {@code function:NAME[:ALIAS]}. */
    private static String name(Mapping mapping) {
        return Arn.parse(mapping.functionArn()).resource().split(":", -1)[1];
    }
}
