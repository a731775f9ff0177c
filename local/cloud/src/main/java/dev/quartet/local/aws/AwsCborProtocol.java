package dev.quartet.local.aws;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.http.BodyTooLargeException;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.cbor.CBORGenerator;
import tools.jackson.dataformat.cbor.CBORMapper;
import tools.jackson.dataformat.cbor.CBORParser;

/**
 * AWS CBOR 1.1, which the SDKs for Java speak with Kinesis: {@code X-Amz-Target: Prefix.Operation} over POST as in AWS JSON 1.1,
 * both bodies in CBOR (<a href="https://www.rfc-editor.org/rfc/rfc8949">RFC 8949</a>): blobs are byte strings, and times are
 * <em>milliseconds</em> since the epoch, tagged 1. Operations see times as seconds, as in JSON. Thread-safe.
 */
public final class AwsCborProtocol {
    private static final String TYPE = "application/x-amz-cbor-1.1";
    private static final int MAX_BODY = 16 * 1024 * 1024;
    private static final int TIME = 1;
    private static final double MILLIS = 1000.0;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final CBORMapper CBOR = CBORMapper.builder()
            .addModule(new SimpleModule().addSerializer(Instant.class, new EpochMillis()))
            .build();

    private final Map<String, JsonOperation> operations;

    /** Serves {@code operations} by name. */
    public AwsCborProtocol(Map<String, JsonOperation> operations) {
        this.operations = Map.copyOf(operations);
    }

    /** Returns if {@code request} speaks this protocol. */
    public static boolean speaks(AwsRequest request) {
        return request.exchange()
                .header("Content-Type")
                .filter(type -> type.startsWith("application/x-amz-cbor"))
                .isPresent();
    }

    /** Answers {@code request}, errors included. */
    public void handle(AwsRequest request) throws Exception {
        var exchange = request.exchange();
        var headers = Map.of("Content-Type", TYPE, "x-amzn-RequestId", request.requestId());
        try {
            var target = exchange.header("X-Amz-Target").orElse("");
            var operation = operations.get(target.substring(target.lastIndexOf('.') + 1));
            if (operation == null) {
                throw new AwsException(
                        "UnknownOperationException", 400, "The local cloud does not know the operation " + target);
            }
            exchange.respond(200, headers, CBOR.writeValueAsBytes(operation.run(request, read(request))));
        } catch (AwsException e) {
            var error = NODES.objectNode().put("__type", e.code()).put("message", e.getMessage());
            exchange.respond(e.status(), headers, CBOR.writeValueAsBytes(error));
        }
    }

    private static ObjectNode read(AwsRequest request) throws IOException {
        try {
            var bytes = request.exchange().body(MAX_BODY);
            if (bytes.length == 0) {
                return NODES.objectNode();
            }
            try (var parser = (CBORParser) CBOR.createParser(bytes)) {
                parser.nextToken();
                if (value(parser) instanceof ObjectNode object) {
                    return object;
                }
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

    /** Reads by hand: a tree as Jackson builds it no longer tells a time from a number. */
    private static JsonNode value(CBORParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                var object = NODES.objectNode();
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    var name = parser.currentName();
                    parser.nextToken();
                    object.set(name, value(parser));
                }
                yield object;
            }
            case START_ARRAY -> {
                var array = NODES.arrayNode();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(parser));
                }
                yield array;
            }
            case VALUE_NUMBER_INT ->
                parser.getCurrentTag() == TIME
                        ? NODES.numberNode(parser.getLongValue() / MILLIS)
                        : NODES.numberNode(parser.getLongValue());
            case VALUE_NUMBER_FLOAT ->
                NODES.numberNode(
                        parser.getCurrentTag() == TIME ? parser.getDoubleValue() / MILLIS : parser.getDoubleValue());
            case VALUE_STRING -> NODES.stringNode(parser.getString());
            case VALUE_EMBEDDED_OBJECT -> NODES.binaryNode(parser.getBinaryValue());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            default ->
                throw new AwsException("SerializationException", 400, "The request body ends before it is complete");
        };
    }

    /** Milliseconds since the epoch, tagged. */
    private static final class EpochMillis extends ValueSerializer<Instant> {
        @Override
        public void serialize(Instant value, JsonGenerator generator, SerializationContext context) {
            if (generator instanceof CBORGenerator cbor) {
                cbor.writeTag(TIME);
            }
            generator.writeNumber(value.toEpochMilli());
        }
    }
}
