package dev.quartet.local.redrive;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.aws.RequestSigner;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Signed calls of the AWS API. Thread-safe. */
final class Calls {
    static final JsonMapper JSON = JsonMapper.shared();
    /** A function may run for 15 minutes. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final URI endpoint;
    private final RequestSigner signer;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    Calls(URI endpoint, RequestSigner signer) {
        this.endpoint = requireNonNull(endpoint, "endpoint is null");
        this.signer = requireNonNull(signer, "signer is null");
    }

    /** Sends a request; throws {@link RedriveException} when it is refused. */
    HttpResponse<byte[]> send(String method, String pathAndQuery, String service, byte[] body)
            throws InterruptedException {
        return send(method, pathAndQuery, service, Map.of("Content-Type", "application/json"), body);
    }

    /** Calls an operation of SQS. */
    JsonNode sqs(String operation, ObjectNode input) throws InterruptedException {
        var headers = Map.of("Content-Type", "application/x-amz-json-1.0", "X-Amz-Target", "AmazonSQS." + operation);
        return JSON.readTree(
                send("POST", "/", "sqs", headers, JSON.writeValueAsBytes(input)).body());
    }

    /** Calls an operation of SNS, which answers XML. */
    byte[] sns(String operation, Map<String, String> parameters) throws InterruptedException {
        var form = new StringBuilder("Action=" + operation + "&Version=2010-03-31");
        parameters.forEach(
                (name, value) -> form.append('&').append(name).append('=').append(encode(value)));
        var headers = Map.of("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
        return send("POST", "/", "sns", headers, form.toString().getBytes(StandardCharsets.UTF_8))
                .body();
    }

    /** Percent-encodes all but slashes, as a path of S3 has it. */
    static String path(String text) {
        return encode(text).replace("%2F", "/");
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private HttpResponse<byte[]> send(
            String method, String pathAndQuery, String service, Map<String, String> headers, byte[] body)
            throws InterruptedException {
        try {
            var request = signer.sign(method, endpoint.resolve(pathAndQuery), service, headers, body)
                    .timeout(PATIENCE)
                    .build();
            var response = http.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() / 100 != 2) {
                throw new RedriveException("%s answered %d: %s"
                        .formatted(
                                service,
                                response.statusCode(),
                                new String(response.body(), StandardCharsets.UTF_8).strip()));
            }
            return response;
        } catch (IOException e) {
            throw new RedriveException("%s does not answer at %s: %s".formatted(service, endpoint, e.getMessage()), e);
        }
    }
}
