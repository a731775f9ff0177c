package dev.quartet.local.cli;

import dev.quartet.local.http.BodyTooLargeException;
import dev.quartet.local.http.HttpExchange;
import dev.quartet.local.http.HttpHandler;
import dev.quartet.local.http.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * {@code POST …/deploy} with {@code {"config": {"key": "value"}, "dryRun": false}} runs the program once more; the answer is a
 * line of JSON for each event, as {@link Deployer} tells them. One at a time. Errors before that are problem+json. Thread-safe.
 */
final class DeployHandler implements HttpHandler {
    private static final Logger log = LoggerFactory.getLogger(DeployHandler.class);
    private static final int MAX_BODY = 64 * 1024;

    private final Deployer deployer;
    private final AtomicBoolean busy = new AtomicBoolean();

    DeployHandler(Deployer deployer) {
        this.deployer = deployer;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException, InterruptedException {
        if (!exchange.method().equals("POST")) {
            exchange.respond(405, Map.of("Allow", "POST"), new byte[0]);
            return;
        }
        Map<String, String> config;
        boolean dryRun;
        try {
            var input = CloudClient.JSON.readTree(exchange.body(MAX_BODY));
            config = config(input.path("config"));
            dryRun = input.path("dryRun").asBoolean(false);
        } catch (JacksonException | BodyTooLargeException | IllegalArgumentException e) {
            Problem.respond(exchange, 400, "Bad Request", "Not understood: " + e.getMessage());
            return;
        }
        if (!busy.compareAndSet(false, true)) {
            Problem.respond(
                    exchange, 409, "Conflict", "the program is being deployed already; wait until that has ended");
            return;
        }
        try (var out = exchange.respond(200, Map.of("Content-Type", "application/x-ndjson"), -1)) {
            deployer.deploy(config, dryRun, event -> write(out, event));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            busy.set(false);
        }
    }

    private static Map<String, String> config(JsonNode node) {
        if (!node.isMissingNode() && !node.isObject()) {
            throw new IllegalArgumentException("config must be an object of texts");
        }
        var result = new TreeMap<String, String>();
        for (var entry : node.properties()) {
            if (!entry.getValue().isString()) {
                throw new IllegalArgumentException(
                        "config.%s is %s; it must be a text".formatted(entry.getKey(), entry.getValue()));
            }
            result.put(entry.getKey(), entry.getValue().asString());
        }
        return result;
    }

    /** Whoever asked may have gone: what was begun is carried out all the same. */
    private static synchronized void write(OutputStream out, JsonNode event) {
        try {
            out.write((event + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            log.debug("nobody reads of the deployment", e);
        }
    }
}
