package dev.quartet.functions.services.analytics;

import dev.quartet.functions.common.Figures;
import dev.quartet.functions.common.Logs;
import dev.quartet.functions.services.events.Event;
import dev.quartet.functions.services.events.EventReader;
import dev.quartet.functions.services.events.ImportedOrder;
import dev.quartet.functions.services.events.InvalidEventException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/** Counts the records of one batch; the first that fails is where the stream has to go on. */
final class Counting {
    private record Read(int index, Event event) {}

    private final Aggregates aggregates;
    private final Logs logs;
    private final Figures figures;
    private int firstFailure = Integer.MAX_VALUE;

    Counting(Aggregates aggregates, Logs logs, Figures figures) {
        this.aggregates = aggregates;
        this.logs = logs;
        this.figures = figures;
    }

    /** @return the sequence number of the first record that failed; null if none did */
    @Nullable
    String count(List<Delivery> deliveries) {
        List<Read> valid = new ArrayList<>();
        for (int i = 0; i < deliveries.size(); i++) {
            try {
                valid.add(new Read(i, event(deliveries.get(i))));
            } catch (InvalidEventException e) {
                poison(deliveries.get(i), String.valueOf(e.getMessage()));
                firstFailure = Math.min(firstFailure, i);
            }
        }
        add(valid);
        return firstFailure == Integer.MAX_VALUE
                ? null
                : deliveries.get(firstFailure).sequenceNumber();
    }

    private static Event event(Delivery delivery) throws InvalidEventException {
        Event event = EventReader.read(delivery.data());
        if (event instanceof ImportedOrder) {
            throw new InvalidEventException(
                    "type is '" + event.type() + "'; the stream has the events of orders alone");
        }
        return event;
    }

    private void add(List<Read> valid) {
        List<Read> rest = valid;
        while (!rest.isEmpty()) {
            List<Event> events = rest.stream().map(Read::event).toList();
            int size = Aggregates.chunk(events);
            List<Event> chunk = events.subList(0, size);
            try {
                int fresh = aggregates.add(chunk);
                figures.count("EventsCounted", fresh);
                figures.count("DuplicatesIgnored", size - (long) fresh);
                chunk.forEach(event -> logs.info("counted", fields(event)));
            } catch (SdkException e) {
                chunk.forEach(event -> logs.error("not counted, to be tried again", e, fields(event)));
                firstFailure = Math.min(firstFailure, rest.getFirst().index());
                return;
            }
            rest = rest.subList(size, rest.size());
        }
    }

    private static Map<String, Object> fields(Event event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("correlationId", event.envelope().correlationId());
        fields.put("eventId", event.envelope().eventId());
        return fields;
    }

    private void poison(Delivery delivery, String cause) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("sequenceNumber", delivery.sequenceNumber());
        fields.putAll(EventReader.ids(delivery.data()));
        fields.put("cause", cause);
        figures.count("PoisonMessages");
        logs.warn("poison: fails until the stream's mapping has set it apart", fields);
    }
}
