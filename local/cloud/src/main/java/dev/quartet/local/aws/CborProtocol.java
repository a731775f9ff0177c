package dev.quartet.local.aws;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.http.BodyTooLargeException;
import java.io.IOException;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/**
 * Smithy RPC v2 CBOR: {@code POST /service/Name/operation/Operation}, both bodies {@code application/cbor}, times tagged 1.
 * See <a href="https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html">Smithy</a>. Thread-safe.
 */
public final class CborProtocol {
    private static final int MAX_BODY = 16 * 1024 * 1024;

    private final Map<String, JsonOperation> operations;

    /** Serves {@code operations} by name. */
    public CborProtocol(Map<String, JsonOperation> operations) {
        this.operations = Map.copyOf(operations);
    }

    /** Returns if {@code request} speaks this protocol. */
    public static boolean speaks(AwsRequest request) {
        return request.exchange()
                .header("smithy-protocol")
                .filter("rpc-v2-cbor"::equals)
                .isPresent();
    }

    /** Answers {@code request}, errors included. */
    public void handle(AwsRequest request) throws Exception {
        var exchange = request.exchange();
        try {
            var path = exchange.rawPath();
            var operation = operations.get(path.substring(path.lastIndexOf('/') + 1));
            if (operation == null || !path.contains("/operation/")) {
                throw new AwsException(
                        "UnknownOperationException", 404, "The local cloud does not know the operation " + path);
            }
            var output = operation.run(request, read(request));
            exchange.respond(
                    200, ErrorForm.CBOR.headers(request.requestId()), WireMappers.CBOR.writeValueAsBytes(output));
        } catch (AwsException e) {
            ErrorForm.CBOR.respond(exchange, e, request.requestId());
        }
    }

    private static ObjectNode read(AwsRequest request) throws IOException {
        try {
            var bytes = request.exchange().body(MAX_BODY);
            if (bytes.length == 0) {
                return WireMappers.CBOR.createObjectNode();
            }
            if (WireMappers.CBOR.readTree(bytes) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw new AwsException(
                    "SerializationException", 400, "The request body is not CBOR: " + e.getOriginalMessage());
        } catch (BodyTooLargeException e) {
            throw new AwsException(
                    "RequestEntityTooLargeException", 413, "The request body is over " + MAX_BODY + " bytes");
        }
        throw new AwsException("SerializationException", 400, "The request body is not a CBOR map");
    }
}
