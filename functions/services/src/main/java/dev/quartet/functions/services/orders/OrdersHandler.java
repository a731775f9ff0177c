package dev.quartet.functions.services.orders;

import dev.quartet.functions.common.Env;
import dev.quartet.functions.common.Router;
import dev.quartet.functions.data.ApiHandler;
import dev.quartet.functions.data.Parts;
import dev.quartet.functions.data.Platform;
import dev.quartet.functions.data.Priming;
import dev.quartet.functions.services.Contention;
import dev.quartet.functions.services.calls.Calls;
import dev.quartet.functions.services.calls.Neighbour;
import dev.quartet.functions.services.calls.Wire;
import java.util.Map;
import org.crac.Core;

/**
 * The orders' function, behind a REST API: {@code dev.quartet.functions.services.orders.OrdersHandler::handleRequest}.
 *
 * <p>Environment: ORDERS_TABLE; CATALOG_URL and INVENTORY_URL, without a slash at their end.
 */
public final class OrdersHandler extends ApiHandler {
    public OrdersHandler() {
        this(Platform.lambda(), Wire.lambda());
        Core.getGlobalContext().register(this);
    }

    OrdersHandler(Platform platform, Wire wire) {
        super(
                platform,
                "Quartet/Services",
                Map.of("Cache-Control", "no-store"),
                parts -> router(parts, wire),
                platform.clock());
    }

    private static Router router(Parts parts, Wire wire) {
        Env env = parts.platform().env();
        String tableName = env.required("ORDERS_TABLE");
        Contention contention = new Contention(parts.store(), System::nanoTime);
        Calls calls = new Calls(wire, env, parts.logs(), System::nanoTime);
        Prices prices =
                new Prices(new Neighbour("catalog", env.required("CATALOG_URL"), false, calls), System::nanoTime);
        parts.beforeSnapshot(calls::close);
        parts.beforeSnapshot(prices::forget);
        Orders orders = new Orders(
                parts.store(), contention, tableName, parts.platform().clock());
        Placing placing = new Placing(
                orders,
                new Keys(parts.store(), contention, tableName, parts.platform().clock()),
                prices,
                new Reservations(new Neighbour("inventory", env.required("INVENTORY_URL"), true, calls)),
                parts.figures());
        return new OrdersApi(orders, placing, () -> calls.deadline(OrdersApi.CALLS), parts.logs()).router();
    }

    @Override
    protected void prime(Platform likeThis) {
        OrdersPriming.run(likeThis, Priming.nowhere());
    }
}
