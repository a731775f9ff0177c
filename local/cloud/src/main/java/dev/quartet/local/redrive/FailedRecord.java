package dev.quartet.local.redrive;

import static java.util.Objects.requireNonNull;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A batch or event that Lambda gave up, as it lies in a bucket.
 *
 * @param functionArn with the alias or version that failed
 * @param condition why it was given up
 * @param records how many
 * @param event what the function got
 */
record FailedRecord(String functionArn, String condition, int records, byte[] event) {
    FailedRecord {
        requireNonNull(functionArn, "functionArn is null");
        requireNonNull(condition, "condition is null");
        event = event.clone();
    }

    @Override
    public byte[] event() {
        return event.clone();
    }

    /** Reads an invocation record; throws {@link RedriveException} when it is none that holds its event. */
    static FailedRecord parse(byte[] content) {
        JsonNode record;
        try {
            record = Calls.JSON.readTree(content);
        } catch (JacksonException e) {
            throw new RedriveException("it is no JSON: " + e.getOriginalMessage(), e);
        }
        var request = record.path("requestContext");
        var function = request.path("functionArn").asString("");
        if (function.isEmpty()) {
            throw new RedriveException("it is no invocation record: it names no function");
        }
        JsonNode event;
        if (record.has("payload")) { // of a stream: text
            event = Calls.JSON.readTree(record.path("payload").asString("null"));
        } else {
            event = record.path("requestPayload");
        }
        if (event.isMissingNode() || event.isNull()) {
            throw new RedriveException("it does not hold its event");
        }
        return new FailedRecord(
                function,
                request.path("condition").asString(""),
                Math.max(1, event.path("Records").size()),
                Calls.JSON.writeValueAsBytes(event));
    }
}
