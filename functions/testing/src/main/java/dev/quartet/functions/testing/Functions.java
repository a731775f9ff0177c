package dev.quartet.functions.testing;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Invokes functions as Lambda's runtime does. */
public final class Functions {
    static final JsonMapper JSON = new JsonMapper();
    private static final int REMAINING_MILLIS = 60_000;

    private Functions() {}

    /** What the function answers to an event. */
    public static JsonNode invoke(RequestStreamHandler function, Object event) {
        return invoke(function, event, REMAINING_MILLIS);
    }

    /** @param remainingMillis until the function's time-out */
    public static JsonNode invoke(RequestStreamHandler function, Object event, int remainingMillis) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            function.handleRequest(
                    new ByteArrayInputStream(JSON.writeValueAsBytes(event)), out, Contexts.of(remainingMillis));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return JSON.readTree(out.toByteArray());
    }
}
