package dev.quartet.functions.services.inventory;

import dev.quartet.functions.common.Router;
import dev.quartet.functions.data.ApiHandler;
import dev.quartet.functions.data.Parts;
import dev.quartet.functions.data.Platform;
import dev.quartet.functions.data.Priming;
import dev.quartet.functions.services.Contention;
import java.util.Map;
import org.crac.Core;

/**
 * The inventory's function, a load balancer's Lambda target:
 * {@code dev.quartet.functions.services.inventory.InventoryHandler::handleRequest}.
 *
 * <p>Environment: INVENTORY_TABLE.
 */
public final class InventoryHandler extends ApiHandler {
    static final String PRIMED = """
            {"pk":{"S":"STOCK#PRIMED"},"available":{"N":"1"},"reserved":{"N":"1"},"status":{"S":"RESERVED"},\
            "lines":{"L":[{"M":{"sku":{"S":"PRIMED"},"quantity":{"N":"1"}}}]}}""";

    public InventoryHandler() {
        this(Platform.lambda());
        Core.getGlobalContext().register(this);
    }

    public InventoryHandler(Platform platform) {
        super(
                platform,
                "Quartet/Services",
                Map.of("Cache-Control", "no-store"),
                InventoryHandler::router,
                platform.clock());
    }

    private static Router router(Parts parts) {
        String tableName = parts.platform().env().required("INVENTORY_TABLE");
        Contention contention = new Contention(parts.store(), System::nanoTime);
        return new InventoryApi(
                        new Stocks(parts.store(), contention, tableName),
                        new Reservations(parts.store(), contention, tableName),
                        parts.figures())
                .router();
    }

    @Override
    protected void prime(Platform likeThis) {
        primeOn(Priming.platform(likeThis, PRIMED));
    }

    static void primeOn(Platform platform) {
        new Priming(new InventoryHandler(platform), Map.of(), Map.of())
                .balancedRequest("GET", "/stock/PRIMED", null)
                .balancedRequest("PUT", "/stock/PRIMED", "{\"available\":1}")
                .balancedRequest(
                        "POST",
                        "/reservations",
                        "{\"orderId\":\"primed\",\"lines\":[{\"sku\":\"PRIMED\",\"quantity\":1}]}")
                .balancedRequest("DELETE", "/reservations/primed", null);
    }
}
