package dev.quartet.functions.services.queue;

import dev.quartet.functions.common.Events;
import dev.quartet.functions.common.Figures;
import dev.quartet.functions.common.Json;
import dev.quartet.functions.common.Logs;
import dev.quartet.functions.services.events.Event;
import dev.quartet.functions.services.events.EventReader;
import dev.quartet.functions.services.events.InvalidEventException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A batch of one invocation: what is no valid event of the type is put into the dead-letter queue, and what fails is named in the answer,
 * so that SQS brings these messages alone again (ReportBatchItemFailures).
 *
 * @param <E> type of the events that the queue's worker takes
 */
public final class Batch<E extends Event> {
    /** A message with its event. */
    public record Item<E>(QueueMessage message, E event) {}

    private final Class<E> type;
    private final DeadLetters deadLetters;
    private final Logs logs;
    private final Figures figures;
    private final List<Item<E>> items = new ArrayList<>();
    private final Set<String> failures = new LinkedHashSet<>();

    public Batch(Class<E> type, DeadLetters deadLetters, Logs logs, Figures figures) {
        this.type = type;
        this.deadLetters = deadLetters;
        this.logs = logs;
        this.figures = figures;
    }

    /** Reads Lambda's event; poison is put away on the way. */
    public List<Item<E>> read(byte[] event) {
        for (Object json : Events.records(Json.object(event))) {
            QueueMessage message = QueueMessage.of(json);
            try {
                items.add(new Item<>(message, event(message)));
            } catch (InvalidEventException e) {
                putAway(message, String.valueOf(e.getMessage()));
            }
        }
        return items;
    }

    private E event(QueueMessage message) throws InvalidEventException {
        Event event = EventReader.read(message.body());
        if (type.isInstance(event)) {
            return type.cast(event);
        }
        throw new InvalidEventException(
                "type is '" + event.type() + "'; this queue's worker takes " + type.getSimpleName());
    }

    /** What only the worker can tell to be no valid event is poison too. */
    public void poison(Item<E> item, String cause) {
        putAway(item.message(), cause);
    }

    private void putAway(QueueMessage message, String cause) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("messageId", message.messageId());
        fields.put("sourceQueue", message.queue());
        fields.putAll(EventReader.ids(message.body().getBytes(StandardCharsets.UTF_8)));
        fields.put("cause", cause);
        try {
            deadLetters.put(message, cause);
            figures.count("PoisonMessages");
            logs.warn("poison: put into the dead-letter queue", fields);
        } catch (RuntimeException e) {
            logs.error("poison: the dead-letter queue did not take it, so it comes again", e, fields);
            failed(message);
        }
    }

    /** The message comes again; its cause stands in the log. */
    public void failed(Item<E> item, Throwable cause) {
        logs.error("failed, to be tried again", cause, fields(item));
        failed(item.message());
    }

    private void failed(QueueMessage message) {
        failures.add(message.messageId());
    }

    /** What identifies a message in a log line. */
    public Map<String, Object> fields(Item<E> item) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("correlationId", item.event().envelope().correlationId());
        fields.put("eventId", item.event().envelope().eventId());
        fields.put("messageId", item.message().messageId());
        return fields;
    }

    /** What Lambda is answered. */
    public byte[] answer() {
        List<Map<String, String>> list = new ArrayList<>();
        failures.forEach(id -> list.add(Map.of("itemIdentifier", id)));
        return Json.bytes(Map.of("batchItemFailures", list));
    }
}
