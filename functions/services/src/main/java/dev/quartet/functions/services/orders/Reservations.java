package dev.quartet.functions.services.orders;

import dev.quartet.functions.services.Line;
import dev.quartet.functions.services.calls.Deadline;
import dev.quartet.functions.services.calls.Neighbour;
import dev.quartet.functions.services.calls.Reply;
import dev.quartet.functions.services.calls.UnavailableException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Orders' stock, in the inventory. Both calls are harmless however often and late they come: the order's id is their key. */
final class Reservations {
    private static final String PATH = "/reservations";

    private final Neighbour inventory;

    Reservations(Neighbour inventory) {
        this.inventory = inventory;
    }

    /** @return whether the order has its stock; if not, it never will */
    boolean reserve(OrderRecord order, String correlationId, Deadline deadline) throws UnavailableException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("orderId", order.id());
        json.put(
                "lines",
                order.lines().stream()
                        .map(line -> new Line(line.sku(), line.quantity()).json())
                        .toList());
        Reply reply = inventory.post(PATH, json, Map.of(), correlationId, deadline);
        return switch (reply.status()) {
            case 201 -> true;
            case 409 -> false;
            default -> throw reply.unexpected();
        };
    }

    /** Gives back what the order has; after it, the order gets nothing any more. */
    void release(String orderId, String correlationId, Deadline deadline) throws UnavailableException {
        Reply reply = inventory.delete(PATH + "/" + orderId, correlationId, deadline);
        if (reply.status() != 204) {
            throw reply.unexpected();
        }
    }
}
