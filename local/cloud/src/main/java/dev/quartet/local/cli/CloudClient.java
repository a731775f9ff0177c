package dev.quartet.local.cli;

import dev.quartet.local.aws.RequestSigner;
import dev.quartet.local.http.LoopbackServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the local cloud that runs, from another process. Thread-safe. */
final class CloudClient {
    static final JsonMapper JSON = new JsonMapper();

    private static final String PROBLEM = "application/problem+json";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final int port;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    CloudClient(int port) {
        this.port = port;
    }

    /** Returns a client of the cloud at {@code port}, or of this clone's when it is 0. */
    static CloudClient of(Home home, int port) {
        return new CloudClient(
                port != 0
                        ? port
                        : RunLock.holder(home).map(RunLock.Holder::cloudPort).orElse(UpOptions.CLOUD_PORT));
    }

    JsonNode status() throws InterruptedException {
        return management("status");
    }

    /** Returns the mails, oldest first. */
    JsonNode mail() throws InterruptedException {
        return management("mail");
    }

    /** Returns one mail as a file for mail programs. */
    byte[] eml(String messageId) throws InterruptedException {
        var name = URLEncoder.encode(messageId, StandardCharsets.UTF_8);
        return send(HttpRequest.newBuilder(uri("mail/" + name + ".eml"))
                .timeout(PATIENCE)
                .build());
    }

    /** Returns what the page {@code /_quartet/…} says. */
    JsonNode management(String page) throws InterruptedException {
        return json(HttpRequest.newBuilder(uri(page)).timeout(PATIENCE).build());
    }

    /** Changes something by a page {@code /_quartet/…} and returns what it says then. */
    JsonNode manage(String page, JsonNode input) throws InterruptedException {
        return json(HttpRequest.newBuilder(uri(page))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(input.toString()))
                .timeout(PATIENCE)
                .build());
    }

    /** Calls a page {@code /_quartet/…} that answers a line of JSON for each event, and hands each on as it comes. */
    void stream(String page, JsonNode input, Consumer<JsonNode> events) throws InterruptedException {
        var request = HttpRequest.newBuilder(uri(page))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(input.toString()))
                .timeout(PATIENCE)
                .build();
        try {
            var response = http.send(request, BodyHandlers.ofLines());
            if (response.statusCode() != 200) {
                refuse(
                        response,
                        response.body().collect(Collectors.joining("\n")).getBytes(StandardCharsets.UTF_8));
            }
            response.body().map(JSON::readTree).forEach(events);
        } catch (IOException | UncheckedIOException e) {
            throw unreachable(e);
        }
    }

    private URI uri(String page) {
        return URI.create("http://" + LoopbackServer.ADDRESS + ":" + port + "/_quartet/" + page);
    }

    /** Calls an operation of CloudWatch Logs. */
    JsonNode logs(RequestSigner signer, String operation, JsonNode input) throws InterruptedException {
        var uri = URI.create("http://" + LoopbackServer.ADDRESS + ":" + port + "/");
        return json(signer.call(uri, "logs", "Logs_20140328." + operation, input.toString())
                .timeout(PATIENCE)
                .build());
    }

    private JsonNode json(HttpRequest request) throws InterruptedException {
        return JSON.readTree(new String(send(request), StandardCharsets.UTF_8));
    }

    private byte[] send(HttpRequest request) throws InterruptedException {
        try {
            var response = http.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                refuse(response, response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private static void refuse(HttpResponse<?> response, byte[] body) {
        if (response.headers()
                .firstValue("Content-Type")
                .filter(PROBLEM::equals)
                .isPresent()) {
            throw new CommandException(
                    response.statusCode() < 500 ? ExitCode.USAGE : ExitCode.UNAVAILABLE,
                    JSON.readTree(body).path("detail").asString());
        }
        throw new CommandException(
                ExitCode.UNAVAILABLE,
                "the local cloud answered %d: %s"
                        .formatted(response.statusCode(), new String(body, StandardCharsets.UTF_8).strip()));
    }

    private CommandException unreachable(Exception e) {
        return new CommandException(
                ExitCode.UNAVAILABLE,
                e instanceof ConnectException
                        ? "no local cloud runs on port %d; start one: ./quartet up".formatted(port)
                        : "the local cloud on port %d does not answer: %s".formatted(port, e.getMessage()),
                e);
    }
}
