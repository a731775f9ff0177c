package dev.quartet.local.traffic;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends requests and counts each. Thread-safe. */
final class Wire implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.shared();

    static final Duration PATIENCE = Duration.ofSeconds(35); // API Gateway itself gives up after 29 s
    private static final int SHOWN = 200;

    private final Statistics statistics;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    Wire(Statistics statistics) {
        this.statistics = statistics;
    }

    static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE);
    }

    /** Sends {@code request} as {@code operation}; throws {@link FailedRequestException} when no answer comes. */
    HttpResponse<byte[]> send(Operation operation, HttpRequest request)
            throws FailedRequestException, InterruptedException {
        long start = System.nanoTime();
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            statistics.answered(operation, response.statusCode(), System.nanoTime() - start);
            return response;
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException("stopped");
            }
            statistics.unanswered(operation, System.nanoTime() - start, e.toString());
            throw new FailedRequestException(operation.label() + ": " + e);
        }
    }

    /** Sends and expects a success; what the service said otherwise is among the summary's errors. */
    HttpResponse<byte[]> expect(Operation operation, HttpRequest request)
            throws FailedRequestException, InterruptedException {
        var response = send(operation, request);
        if (response.statusCode() >= 300) {
            var said = new String(response.body(), java.nio.charset.StandardCharsets.UTF_8).strip();
            var reason = "%s: %d %s"
                    .formatted(
                            operation.label(),
                            response.statusCode(),
                            said.length() > SHOWN ? said.substring(0, SHOWN) + "…" : said);
            statistics.error(reason);
            throw new FailedRequestException(reason);
        }
        return response;
    }

    /** Calls an operation of a service that speaks JSON 1.1, unsigned, as Cognito's client operations are. */
    JsonNode call(Operation operation, String endpoint, String target, JsonNode input)
            throws FailedRequestException, InterruptedException {
        var response = expect(
                operation,
                request(endpoint + "/")
                        .header("Content-Type", "application/x-amz-json-1.1")
                        .header("X-Amz-Target", target)
                        .POST(HttpRequest.BodyPublishers.ofString(input.toString()))
                        .build());
        return JSON.readTree(response.body());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
