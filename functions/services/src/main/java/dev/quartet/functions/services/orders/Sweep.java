package dev.quartet.functions.services.orders;

import dev.quartet.functions.common.Figures;
import dev.quartet.functions.common.Logs;
import dev.quartet.functions.services.calls.Deadline;
import dev.quartet.functions.services.calls.UnavailableException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Ends one order that is due for longer than it may be: rejects it, gives back what the inventory may hold for it, and only then takes it
 * off the list, so that whoever dies in between leaves the rest to the next run. An order that is confirmed meanwhile is let be.
 */
final class Sweep {
    private final Orders orders;
    private final Reservations reservations;
    private final Figures figures;
    private final Logs logs;

    Sweep(Orders orders, Reservations reservations, Figures figures, Logs logs) {
        this.orders = orders;
        this.reservations = reservations;
        this.figures = figures;
        this.logs = logs;
    }

    /** @return whether something was done */
    boolean end(String id, Deadline deadline) throws UnavailableException {
        Optional<OrderRecord> found = orders.find(id);
        if (found.isEmpty() || !found.get().due()) {
            // The index lags behind the table.
            return false;
        }
        OrderRecord order = found.get();
        logs.correlate(order.correlationId());
        if (order.status() == Status.PENDING) {
            Optional<OrderRecord> abandoned = orders.abandon(id);
            if (abandoned.isPresent()) {
                figures.count("OrdersAbandoned");
                log("order abandoned", order);
            }
            order = abandoned.isPresent() ? abandoned.get() : orders.current(id);
        }
        if (order.status() != Status.REJECTED || !order.due()) {
            return false;
        }
        reservations.release(id, order.correlationId(), deadline);
        orders.settle(id);
        log("order's stock given back", order);
        return true;
    }

    private void log(String message, OrderRecord order) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("order", order.id());
        fields.put("createdAt", order.createdAt());
        logs.info(message, fields);
    }
}
