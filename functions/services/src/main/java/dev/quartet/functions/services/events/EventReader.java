package dev.quartet.functions.services.events;

import dev.quartet.functions.common.InvalidJsonException;
import dev.quartet.functions.common.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads events. Fields that it does not know are let be, so that a producer may add some without a new version; a version that it does
 * not know is refused, as nobody can say what it means.
 */
public final class EventReader {
    @FunctionalInterface
    private interface Body {
        Event read(EventFields json, Envelope envelope) throws InvalidEventException;
    }

    private record Kind(int version, Body body) {}

    private static final Map<String, Kind> KINDS = kinds();

    private EventReader() {}

    private static Map<String, Kind> kinds() {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        kinds.put(OrderPlaced.TYPE, new Kind(OrderPlaced.VERSION, (json, envelope) -> {
            Order order = order(json.object("order"));
            return json.make(() -> new OrderPlaced(envelope, order));
        }));
        kinds.put(OrderRejected.TYPE, new Kind(OrderRejected.VERSION, (json, envelope) -> {
            Order order = order(json.object("order"));
            return json.make(() -> new OrderRejected(envelope, order, json.text("reason")));
        }));
        kinds.put(ImportedOrder.TYPE, new Kind(ImportedOrder.VERSION, EventReader::imported));
        return kinds;
    }

    /** @throws InvalidEventException naming what is wrong, and what is allowed */
    public static Event read(String json) throws InvalidEventException {
        return read(json.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws InvalidEventException naming what is wrong, and what is allowed */
    public static Event read(byte[] utf8) throws InvalidEventException {
        EventFields json;
        try {
            json = new EventFields(Json.object(utf8), "");
        } catch (InvalidJsonException e) {
            throw new InvalidEventException("the message " + e.getMessage());
        }
        String type = json.text("type");
        Kind kind = KINDS.get(type);
        if (kind == null) {
            throw new InvalidEventException(
                    "type is '" + Rules.shortened(type) + "'; known are " + String.join(", ", KINDS.keySet()));
        }
        int version = json.number("schemaVersion");
        if (version != kind.version()) {
            throw new InvalidEventException("schemaVersion of " + type + " is " + version + "; this consumer knows "
                    + kind.version() + (version > kind.version() ? ": deploy a newer one, then redrive" : ""));
        }
        Envelope envelope = json.make(
                () -> new Envelope(json.text("eventId"), json.instant("occurredAt"), json.text("correlationId")));
        return kind.body().read(json, envelope);
    }

    /** What says in a log which message it is that is no valid event: its eventId and its correlationId, as far as it has them. */
    public static Map<String, String> ids(byte[] utf8) {
        Map<String, String> ids = new LinkedHashMap<>();
        try {
            Map<String, ?> json = Json.object(utf8);
            for (String name : List.of("correlationId", "eventId")) {
                if (json.get(name) instanceof String id) {
                    ids.put(name, Rules.shortened(id));
                }
            }
        } catch (InvalidJsonException e) {
            // Then it has none.
        }
        return ids;
    }

    private static Order order(EventFields json) throws InvalidEventException {
        List<OrderLine> lines = new ArrayList<>();
        for (EventFields line : json.objects("lines")) {
            Money price = money(line.object("unitPrice"));
            lines.add(line.make(() -> new OrderLine(line.text("sku"), line.number("quantity"), price)));
        }
        Money total = money(json.object("total"));
        return json.make(() -> new Order(json.text("id"), json.text("customer"), lines, total));
    }

    private static Money money(EventFields json) throws InvalidEventException {
        return json.make(() -> new Money(json.text("amount"), json.text("currency")));
    }

    private static ImportedOrder imported(EventFields json, Envelope envelope) throws InvalidEventException {
        EventFields from = json.object("import");
        ImportedOrder.Source source = from.make(() -> new ImportedOrder.Source(from.text("name"), from.number("line")));
        EventFields order = json.object("order");
        List<ImportedOrder.Line> lines = new ArrayList<>();
        for (EventFields line : order.objects("lines")) {
            lines.add(line.make(() -> new ImportedOrder.Line(line.text("sku"), line.number("quantity"))));
        }
        return order.make(() -> new ImportedOrder(envelope, source, order.text("customer"), lines));
    }
}
