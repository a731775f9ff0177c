package dev.quartet.local.aws;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.http.HttpExchange;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a protocol writes an error. */
public enum ErrorForm {
    /** {@code {"__type", "message"}}: JSON 1.0 and 1.1. */
    JSON("application/x-amz-json-1.1"),
    /** {@code {"message"}} with the code in a header: REST-JSON. */
    REST_JSON("application/json"),
    /** {@code {"__type", "message"}} in CBOR. */
    CBOR("application/cbor"),
    /** {@code {"__type", "message"}} in CBOR as AWS CBOR 1.1 has it. */
    AWS_CBOR("application/x-amz-cbor-1.1"),
    /** {@code <ErrorResponse><Error>…}: query/XML. */
    QUERY("text/xml"),
    /** {@code <Error>…}: S3. */
    S3("application/xml");

    private final String contentType;

    ErrorForm(String contentType) {
        this.contentType = contentType;
    }

    /** Answers {@code exchange} with {@code error}. */
    public void respond(HttpExchange exchange, AwsException error, String requestId) throws IOException {
        var headers = new LinkedHashMap<>(headers(requestId));
        if (this == REST_JSON) {
            headers.put("x-amzn-ErrorType", error.code());
        }
        exchange.respond(error.status(), headers, body(exchange, error, requestId));
    }

    Map<String, String> headers(String requestId) {
        return switch (this) {
            case CBOR ->
                Map.of("Content-Type", contentType, "smithy-protocol", "rpc-v2-cbor", "x-amzn-RequestId", requestId);
            case S3 -> Map.of("Content-Type", contentType, "x-amz-request-id", requestId);
            default -> Map.of("Content-Type", contentType, "x-amzn-RequestId", requestId);
        };
    }

    private byte[] body(HttpExchange exchange, AwsException error, String requestId) {
        return switch (this) {
            case JSON ->
                WireMappers.JSON.writeValueAsBytes(Map.of("__type", error.code(), "message", error.getMessage()));
            case REST_JSON -> WireMappers.JSON.writeValueAsBytes(Map.of("message", error.getMessage()));
            case CBOR, AWS_CBOR ->
                WireMappers.CBOR.writeValueAsBytes(Map.of("__type", error.code(), "message", error.getMessage()));
            case QUERY ->
                new XmlWriter()
                        .open("ErrorResponse")
                        .open("Error")
                        .element("Type", error.status() < 500 ? "Sender" : "Receiver")
                        .element("Code", error.code())
                        .element("Message", error.getMessage())
                        .close("Error")
                        .element("RequestId", requestId)
                        .close("ErrorResponse")
                        .toBytes();
            case S3 ->
                new XmlWriter()
                        .open("Error")
                        .element("Code", error.code())
                        .element("Message", error.getMessage())
                        .element("Resource", exchange.rawPath())
                        .element("RequestId", requestId)
                        .close("Error")
                        .toBytes();
        };
    }
}
