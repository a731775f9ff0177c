package dev.quartet.functions.services.events;

import java.util.Map;

/** An order was confirmed: its stock is reserved, and the customer was, or will be, told so. */
public record OrderPlaced(Envelope envelope, Order order) implements Event {
    public static final String TYPE = "OrderPlaced";
    public static final int VERSION = 1;

    public OrderPlaced {
        envelope.isOfOrder();
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public int schemaVersion() {
        return VERSION;
    }

    @Override
    public Map<String, Object> json() {
        Map<String, Object> json = envelope.json(TYPE, VERSION);
        json.put("order", order.json());
        return json;
    }
}
