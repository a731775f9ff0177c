package dev.quartet.functions.services.events;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What every event bears beside its type and version.
 *
 * @param eventId       the same however often the event comes: consumers tell duplicates by it
 * @param occurredAt    when it happened, not when it was sent
 * @param correlationId of the request that began it all
 */
public record Envelope(String eventId, Instant occurredAt, String correlationId) {
    private static final int MAX_EVENT_ID = 2_000;

    public Envelope {
        Rules.length("eventId", eventId, MAX_EVENT_ID);
        Rules.matches("correlationId", correlationId, Rules.CORRELATION_ID);
    }

    Map<String, Object> json(String type, int schemaVersion) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("eventId", eventId);
        json.put("type", type);
        json.put("schemaVersion", schemaVersion);
        json.put("occurredAt", occurredAt.toString());
        json.put("correlationId", correlationId);
        return json;
    }

    void isOfOrder() {
        Rules.matches("eventId", eventId, Rules.ORDER_EVENT_ID);
    }
}
