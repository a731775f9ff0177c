package dev.quartet.functions.services.orders;

import dev.quartet.functions.common.Figures;
import dev.quartet.functions.common.Ids;
import dev.quartet.functions.services.calls.Deadline;
import dev.quartet.functions.services.calls.UnavailableException;
import dev.quartet.functions.services.events.OrderLine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Places orders: prices, PENDING, stock, then CONFIRMED or REJECTED. Between any two of these a process may die, an answer may get lost
 * and the same request may come again, at once or later: what stands in the table says where to go on, and every step may be done twice.
 */
final class Placing {
    private final Orders orders;
    private final Keys keys;
    private final Prices prices;
    private final Reservations reservations;
    private final Figures figures;

    Placing(Orders orders, Keys keys, Prices prices, Reservations reservations, Figures figures) {
        this.orders = orders;
        this.keys = keys;
        this.prices = prices;
        this.reservations = reservations;
        this.figures = figures;
    }

    /**
     * @param key of the request; null if it has none
     * @return the order, decided
     * @throws UnavailableException if a neighbour could not be had: there is no order then, or a pending one
     * @throws dev.quartet.functions.common.ProblemException 422 for what cannot be ordered
     */
    OrderRecord place(OrderInput input, @Nullable String key, String correlationId, Deadline deadline)
            throws UnavailableException {
        if (key == null) {
            OrderRecord order = draft(input, correlationId, deadline);
            orders.create(order);
            return decided(order, correlationId, deadline);
        }
        String digest = input.digest();
        Optional<String> before = keys.find(key, digest);
        if (before.isEmpty()) {
            OrderRecord order = draft(input, correlationId, deadline);
            if (keys.create(order, key, digest)) {
                return decided(order, correlationId, deadline);
            }
            before = keys.find(key, digest);
        }
        figures.count("DuplicatesIgnored");
        String id = before.orElseThrow(() -> new IllegalStateException("an Idempotency-Key expired in this moment"));
        return decided(orders.current(id), correlationId, deadline);
    }

    private OrderRecord draft(OrderInput input, String correlationId, Deadline deadline) throws UnavailableException {
        List<OrderLine> lines = prices.of(input.lines(), correlationId, deadline);
        Instant now = orders.now();
        return new OrderRecord(
                Ids.random(),
                Status.PENDING,
                1,
                input.customer(),
                lines,
                Prices.total(lines),
                null,
                correlationId,
                now,
                now,
                true);
    }

    private OrderRecord decided(OrderRecord order, String correlationId, Deadline deadline)
            throws UnavailableException {
        if (order.status() != Status.PENDING) {
            return order;
        }
        boolean reserved = reservations.reserve(order, correlationId, deadline);
        Optional<OrderRecord> decided = reserved ? orders.confirm(order.id()) : orders.outOfStock(order.id());
        if (decided.isPresent()) {
            figures.count(reserved ? "OrdersConfirmed" : "OrdersRejected");
            return decided.get();
        }
        // The same request came twice at once, or the sweeper was faster: it gives back what was reserved here.
        return orders.current(order.id());
    }
}
