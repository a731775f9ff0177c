package dev.quartet.functions.services.events;

import java.util.Map;

/**
 * An order came to nothing, and no stock moved.
 *
 * @param reason in capitals: OUT_OF_STOCK, ABANDONED; consumers must expect others
 */
public record OrderRejected(Envelope envelope, Order order, String reason) implements Event {
    public static final String TYPE = "OrderRejected";
    public static final int VERSION = 1;

    public OrderRejected {
        envelope.isOfOrder();
        Rules.matches("reason", reason, Rules.REASON);
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
        json.put("reason", reason);
        return json;
    }
}
