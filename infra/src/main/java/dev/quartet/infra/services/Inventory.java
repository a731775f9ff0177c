package dev.quartet.infra.services;

import dev.quartet.infra.http.HttpApi;
import dev.quartet.infra.http.HttpRoute;
import dev.quartet.infra.lambda.JavaFunction;
import dev.quartet.infra.policy.Statement;
import dev.quartet.infra.table.StackTable;
import dev.quartet.infra.table.TableShape;

/** What is in stock: signed callers alone, through a load balancer inside the private network. */
final class Inventory {
    private static final HttpRoute RESERVE = HttpRoute.signed("POST", "/reservations");
    private static final HttpRoute RELEASE = HttpRoute.signed("DELETE", "/reservations/{orderId}");

    private final Microservice service;
    private final HttpApi api;

    Inventory(ServiceKit kit) {
        this.service = new Microservice(kit, "inventory", "Stock and its reservations");
        StackTable table = service.table(TableShape.of("pk"));
        JavaFunction function = service.function("api", "InventoryHandler", "Serves the inventory's API")
                .with("INVENTORY_TABLE", table.name())
                .may(table.items("Stock", "GetItem", "PutItem", "UpdateItem"))
                .create();
        this.api = service.balancedApi(
                function,
                HttpRoute.signed("GET", "/stock/{sku}"),
                HttpRoute.signed("PUT", "/stock/{sku}"),
                RESERVE,
                RELEASE);
    }

    Microservice service() {
        return service;
    }

    /** Returns what a caller needs that reserves. */
    Statement reserve() {
        return api.invoke("Reserve", RESERVE);
    }

    /** Returns what a caller needs that gives stock back. */
    Statement release() {
        return api.invoke("Release", RELEASE);
    }
}
