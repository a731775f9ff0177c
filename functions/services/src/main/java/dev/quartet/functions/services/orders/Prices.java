package dev.quartet.functions.services.orders;

import dev.quartet.functions.common.Events;
import dev.quartet.functions.common.FieldError;
import dev.quartet.functions.common.Problem;
import dev.quartet.functions.services.Line;
import dev.quartet.functions.services.calls.Deadline;
import dev.quartet.functions.services.calls.Neighbour;
import dev.quartet.functions.services.calls.Reply;
import dev.quartet.functions.services.calls.UnavailableException;
import dev.quartet.functions.services.events.Money;
import dev.quartet.functions.services.events.OrderLine;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What products cost, by the catalogue: kept for 10 s, in this process alone, and never over a snapshot. */
final class Prices {
    private static final Duration KEPT = Duration.ofSeconds(10);
    private static final int MOST = 1_000;

    private record Price(Money money, long readAt) {}

    private final Neighbour catalog;
    private final LongSupplier nanoTime;
    private final Map<String, Price> kept = new HashMap<>();

    Prices(Neighbour catalog, LongSupplier nanoTime) {
        this.catalog = catalog;
        this.nanoTime = nanoTime;
    }

    void forget() {
        kept.clear();
    }

    /**
     * The lines with their prices, all in one currency.
     *
     * @throws dev.quartet.functions.common.ProblemException 422 naming the lines whose product is unknown, or if currencies differ
     */
    List<OrderLine> of(List<Line> lines, String correlationId, Deadline deadline) throws UnavailableException {
        Map<String, @Nullable Money> prices = new LinkedHashMap<>();
        for (Line line : lines) {
            if (!prices.containsKey(line.sku())) {
                prices.put(line.sku(), price(line.sku(), correlationId, deadline));
            }
        }
        List<OrderLine> priced = new ArrayList<>();
        List<FieldError> unknown = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            Money price = prices.get(line.sku());
            if (price == null) {
                unknown.add(new FieldError("lines[" + i + "].sku", "is no product of the catalogue"));
            } else {
                priced.add(new OrderLine(line.sku(), line.quantity(), price));
            }
        }
        if (!unknown.isEmpty()) {
            throw Problem.of(422, "Unknown Product", "The order has products that the catalogue does not have.")
                    .withErrors(unknown)
                    .exception();
        }
        if (priced.stream().map(line -> line.unitPrice().currency()).distinct().count() > 1) {
            throw Problem.of(
                            422,
                            "Different Currencies",
                            "The products' prices are in different currencies; order them separately.")
                    .exception();
        }
        return priced;
    }

    /** What all lines cost together. */
    static Money total(List<OrderLine> lines) {
        BigDecimal sum = BigDecimal.ZERO;
        for (OrderLine line : lines) {
            sum = sum.add(line.unitPrice().decimal().multiply(BigDecimal.valueOf(line.quantity())));
        }
        return new Money(sum.toPlainString(), lines.getFirst().unitPrice().currency());
    }

    /** Null for no product. */
    private @Nullable Money price(String sku, String correlationId, Deadline deadline) throws UnavailableException {
        Price before = kept.get(sku);
        if (before != null && nanoTime.getAsLong() - before.readAt() < KEPT.toNanos()) {
            return before.money();
        }
        long now = nanoTime.getAsLong();
        Reply reply = catalog.get("/products/" + sku, correlationId, deadline);
        if (reply.status() == 404) {
            return null;
        }
        if (reply.status() != 200) {
            throw reply.unexpected();
        }
        Money money = money(reply);
        if (kept.size() >= MOST) {
            kept.clear();
        }
        kept.put(sku, new Price(money, now));
        return money;
    }

    private static Money money(Reply reply) throws UnavailableException {
        Map<String, @Nullable Object> product = reply.json();
        try {
            return new Money(Events.text(product, "price", "amount"), Events.text(product, "price", "currency"));
        } catch (IllegalArgumentException e) {
            throw new UnavailableException(reply.neighbour(), "answered a product that is none: " + e.getMessage());
        }
    }
}
