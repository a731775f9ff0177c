package dev.quartet.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An order whose stock was reserved without anybody hearing of it. The sweeper gives it up only after minutes, so that whoever comes
 * first places it, and other tests pass the time.
 */
final class AbandonedOrder {
    private static final Map<RunningQuartet, AbandonedOrder> PLACED = new ConcurrentHashMap<>();

    final String sku;

    private AbandonedOrder(String sku) {
        this.sku = sku;
    }

    /** Returns the one of this Quartet: 3 of a product of which there were 10. */
    static synchronized AbandonedOrder of(RunningQuartet quartet) throws Exception {
        var placed = PLACED.get(quartet);
        if (placed == null) {
            placed = place(new ShopAccess(quartet.access()));
            PLACED.put(quartet, placed);
        }
        return placed;
    }

    private static AbandonedOrder place(ShopAccess shop) throws Exception {
        var sku = ShopAccess.newSku();
        shop.stock(sku, 10);
        var inventory = shop.function(shop.exports().inventory(), "inventory-api");
        shop.harm(inventory, 1, 0); // it reserves, and nobody hears of it
        try {
            assertThat(shop.order(sku, 3).statusCode()).isEqualTo(503);
        } finally {
            shop.harm(inventory, 0, 0);
        }
        assertThat(shop.stock(sku).path("reserved").asInt()).isEqualTo(3);
        return new AbandonedOrder(sku);
    }
}
