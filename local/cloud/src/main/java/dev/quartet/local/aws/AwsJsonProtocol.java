package dev.quartet.local.aws;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.http.BodyTooLargeException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * AWS JSON 1.0 and 1.1: {@code X-Amz-Target: Prefix.Operation} over POST, errors as {@code {"__type", "message"}}. See
 * <a href="https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html">Smithy</a>. Thread-safe.
 */
public final class AwsJsonProtocol {
    private static final int MAX_BODY = 16 * 1024 * 1024;
    private static final JsonMapper JSON = WireMappers.JSON;

    private final Map<String, JsonOperation> operations;
    private final Optional<Map<String, String>> shapes;

    /** Serves {@code operations} by name. */
    public AwsJsonProtocol(Map<String, JsonOperation> operations) {
        this.operations = Map.copyOf(operations);
        this.shapes = Optional.empty();
    }

    /**
     * Serves the operations of a service that once spoke query/XML: clients are told the old code of an error too. See <a
     * href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait">Smithy</a>.
     *
     * @param shapes the JSON protocol's name of each code that differs
     */
    public AwsJsonProtocol(Map<String, JsonOperation> operations, Map<String, String> shapes) {
        this.operations = Map.copyOf(operations);
        this.shapes = Optional.of(Map.copyOf(shapes));
    }

    /** Answers {@code request}, errors included. */
    public void handle(AwsRequest request) throws Exception {
        var exchange = request.exchange();
        // The answer's version is the request's: the command line speaks 1.0 where the Java SDK speaks 1.1.
        var type = exchange.header("Content-Type")
                .filter(t -> t.startsWith("application/x-amz-json"))
                .orElse("application/x-amz-json-1.1");
        try {
            var target = exchange.header("X-Amz-Target").orElse("");
            var operation = operations.get(target.substring(target.lastIndexOf('.') + 1));
            if (operation == null) {
                throw new AwsException(
                        "UnknownOperationException", 400, "The local cloud does not know the operation " + target);
            }
            var output = operation.run(request, read(request));
            exchange.respond(200, headers(request, type), JSON.writeValueAsBytes(output));
        } catch (AwsException e) {
            refuse(request, type, e);
        }
    }

    private void refuse(AwsRequest request, String type, AwsException e) throws IOException {
        var headers = new HashMap<>(headers(request, type));
        if (shapes.isPresent()) {
            headers.put("x-amzn-query-error", e.code() + (e.status() < 500 ? ";Sender" : ";Receiver"));
        }
        var name = shapes.map(names -> names.getOrDefault(e.code(), e.code())).orElse(e.code());
        var error = JSON.createObjectNode().put("__type", name).put("message", e.getMessage());
        request.exchange().respond(e.status(), headers, JSON.writeValueAsBytes(error));
    }

    private static ObjectNode read(AwsRequest request) throws IOException {
        try {
            var bytes = request.exchange().body(MAX_BODY);
            if (bytes.length == 0) {
                return JSON.createObjectNode();
            }
            if (JSON.readTree(bytes) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw new AwsException(
                    "SerializationException", 400, "The request body is not JSON: " + e.getOriginalMessage());
        } catch (BodyTooLargeException e) {
            throw new AwsException(
                    "RequestEntityTooLargeException", 413, "The request body is over " + MAX_BODY + " bytes");
        }
        throw new AwsException("SerializationException", 400, "The request body is not a JSON object");
    }

    private static Map<String, String> headers(AwsRequest request, String type) {
        return Map.of("Content-Type", type, "x-amzn-RequestId", request.requestId());
    }
}
