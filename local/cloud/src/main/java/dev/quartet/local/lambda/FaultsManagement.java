package dev.quartet.local.lambda;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.http.BodyTooLargeException;
import dev.quartet.local.http.HttpExchange;
import dev.quartet.local.http.HttpHandler;
import dev.quartet.local.http.Problem;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code POST …/lambda} with {@code {"function": "name", "failRate": 0.1, "killRate": 0.05, "seed": 42}} lets that share of the
 * function's invocations fail after their work was done, or lose their process in the middle; {@code {"function": "name"}}
 * ends it, {@code DELETE} ends all. {@code GET} and every answer: {@code {"functions": [{"function", "failRate", "killRate",
 * "failed", "killed"}]}}, the last two counted since the rates were set. Errors are problem+json. Thread-safe.
 */
final class FaultsManagement implements HttpHandler {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MAX_BODY = 4096;
    private static final Set<String> MEMBERS = new TreeSet<>(Set.of("function", "failRate", "killRate", "seed"));

    private final FunctionRegistry registry;
    private final FunctionFaults faults;

    FaultsManagement(FunctionRegistry registry, FunctionFaults faults) {
        this.registry = registry;
        this.faults = faults;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            switch (exchange.method()) {
                case "GET" -> {}
                case "DELETE" -> faults.clear();
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
        var functions = result.putArray("functions");
        faults.all().forEach((function, status) -> functions
                .addObject()
                .put("function", function)
                .put("failRate", status.failRate())
                .put("killRate", status.killRate())
                .put("failed", status.failed())
                .put("killed", status.killed()));
        return result;
    }

    private void change(JsonNode input) {
        if (!input.isObject() || !input.path("function").isString()) {
            throw new IllegalArgumentException(
                    "the body must be an object with function, a text, and maybe " + MEMBERS);
        }
        for (var member : input.properties()) {
            if (!MEMBERS.contains(member.getKey())) {
                throw new IllegalArgumentException("'%s'; allowed are %s".formatted(member.getKey(), MEMBERS));
            }
        }
        double failRate = rate(input, "failRate");
        double killRate = rate(input, "killRate");
        if (failRate + killRate > 1) {
            throw new IllegalArgumentException(
                    "failRate %s and killRate %s; together at most 1".formatted(failRate, killRate));
        }
        var seed = input.path("seed");
        if (!seed.isMissingNode() && !seed.isIntegralNumber()) {
            throw new IllegalArgumentException("seed %s; allowed is a whole number".formatted(seed));
        }
        faults.set(
                function(input.path("function").asString()),
                failRate,
                killRate,
                seed.isMissingNode() ? ThreadLocalRandom.current().nextLong() : seed.asLong());
    }

    /** Returns the name of the function that is called so, or alone has {@code text} in its name. */
    private String function(String text) {
        var names = registry.all().stream().map(LambdaFunction::name).toList();
        if (names.contains(text)) {
            return text;
        }
        var found = names.stream().filter(name -> name.contains(text)).toList();
        if (found.size() != 1) {
            throw new AwsException(
                    found.isEmpty() ? "Not Found" : "Conflict",
                    found.isEmpty() ? 404 : 409,
                    "%s function is called '%s'; there are: %s"
                            .formatted(found.isEmpty() ? "no" : "more than one", text, String.join(", ", names)));
        }
        return found.getFirst();
    }

    private static double rate(JsonNode input, String member) {
        var value = input.path(member);
        if (value.isMissingNode()) {
            return 0;
        }
        if (!value.isNumber() || value.asDouble() < 0 || value.asDouble() > 1) {
            throw new IllegalArgumentException("%s %s; allowed are 0 to 1".formatted(member, value));
        }
        return value.asDouble();
    }
}
