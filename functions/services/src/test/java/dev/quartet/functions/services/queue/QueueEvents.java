package dev.quartet.functions.services.queue;

import dev.quartet.functions.services.events.Event;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What Lambda brings from a queue. */
public final class QueueEvents {
    public static final String QUEUE = "arn:aws:sqs:ap-northeast-1:111122223333:source";

    private QueueEvents() {}

    /** Messages with the ids message-0, message-1 and so on. */
    public static Map<String, Object> of(List<String> bodies) {
        List<Map<String, String>> records = new ArrayList<>();
        for (String body : bodies) {
            records.add(Map.of("messageId", "message-" + records.size(), "body", body, "eventSourceARN", QUEUE));
        }
        return Map.of("Records", records);
    }

    public static Map<String, Object> ofEvents(List<? extends Event> events) {
        return of(events.stream()
                .map(event -> new String(event.bytes(), StandardCharsets.UTF_8))
                .toList());
    }
}
