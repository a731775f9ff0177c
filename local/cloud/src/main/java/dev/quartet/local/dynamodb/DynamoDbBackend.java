package dev.quartet.local.dynamodb;

import dev.quartet.local.aws.JsonApi.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Speaks to DynamoDB Local over kept-alive connections. Thread-safe. */
final class DynamoDbBackend {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final DynamoDbProcess process;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    DynamoDbBackend(DynamoDbProcess process) {
        this.process = process;
    }

    /** Runs {@code target} ({@code DynamoDB_20120810.GetItem}) in {@code region}. */
    Reply call(String region, String target, ObjectNode input) throws IOException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + process.port() + "/"))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", target)
                // It keeps tables by access key and region, and checks nothing of the signature.
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=quartet/20260101/" + region
                                + "/dynamodb/aws4_request, SignedHeaders=host, Signature=0")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(input)))
                .build();
        try {
            var response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (JSON.readTree(response.body()) instanceof ObjectNode body) {
                return new Reply(response.statusCode(), body);
            }
            throw new IOException("DynamoDB Local answered %s with no JSON object".formatted(target));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while DynamoDB Local works on " + target, e);
        }
    }
}
