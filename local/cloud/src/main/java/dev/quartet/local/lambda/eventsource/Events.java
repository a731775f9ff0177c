package dev.quartet.local.lambda.eventsource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Batches as functions get them. */
final class Events {
    /** Lambda's limit of a synchronous event, less what goes around the records. */
    static final int MOST_BYTES = 6 * 1024 * 1024 - 64;

    private static final JsonMapper JSON = JsonMapper.shared();

    private Events() {}

    /** Returns {@code {"Records": […]}}. */
    static byte[] of(List<? extends JsonNode> records) {
        var event = JSON.createObjectNode();
        event.putArray("Records").addAll(new ArrayList<>(records));
        return JSON.writeValueAsBytes(event);
    }

    /** Returns how much of a batch {@code record} takes. */
    static int size(JsonNode record) {
        return JSON.writeValueAsString(record).getBytes(StandardCharsets.UTF_8).length + 1;
    }
}
