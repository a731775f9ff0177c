package dev.quartet.local.cli;

import dev.quartet.local.aws.RequestSigner;
import dev.quartet.local.http.LoopbackServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the local cloud that runs, from another process. Thread-safe. */
final class CloudClient {
    static final JsonMapper JSON = new JsonMapper();

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

    private JsonNode management(String page) throws InterruptedException {
        var uri = URI.create("http://" + LoopbackServer.ADDRESS + ":" + port + "/_quartet/" + page);
        return send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build());
    }

    /** Calls an operation of CloudWatch Logs. */
    JsonNode logs(RequestSigner signer, String operation, JsonNode input) throws InterruptedException {
        var uri = URI.create("http://" + LoopbackServer.ADDRESS + ":" + port + "/");
        return send(signer.call(uri, "logs", "Logs_20140328." + operation, input.toString())
                .timeout(PATIENCE)
                .build());
    }

    private JsonNode send(HttpRequest request) throws InterruptedException {
        try {
            var response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new CommandException(
                        ExitCode.UNAVAILABLE,
                        "the local cloud answered %d: %s"
                                .formatted(
                                        response.statusCode(), response.body().strip()));
            }
            return JSON.readTree(response.body());
        } catch (ConnectException e) {
            throw new CommandException(
                    ExitCode.UNAVAILABLE, "no local cloud runs on port %d; start one: ./quartet up".formatted(port), e);
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.UNAVAILABLE,
                    "the local cloud on port %d does not answer: %s".formatted(port, e.getMessage()),
                    e);
        }
    }
}
