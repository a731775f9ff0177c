package dev.quartet.functions.services.queue;

import dev.quartet.functions.common.Json;
import dev.quartet.functions.data.Echo;
import dev.quartet.functions.services.events.Event;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Messages that nobody sent, for a function to walk through before its snapshot is taken; its client of SQS speaks to {@link Echo}. */
public final class PrimingQueue {
    private PrimingQueue() {}

    /** What Lambda would bring: the event, and poison. */
    public static byte[] batch(Event event) {
        List<Map<String, String>> messages = new ArrayList<>();
        for (String body : List.of(new String(event.bytes(), StandardCharsets.UTF_8), "poison")) {
            messages.add(Map.of("messageId", "primed", "eventSourceARN", "primed", "body", body));
        }
        return Json.bytes(Map.of("Records", messages));
    }

    public static SqsClient client() {
        return Echo.configured(SqsClient.builder().checksumValidationEnabled(false), "{\"MessageId\":\"primed\"}")
                .build();
    }
}
