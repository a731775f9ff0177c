package dev.quartet.infra.services;

import dev.quartet.infra.http.HttpRoute;
import dev.quartet.infra.lambda.JavaFunction;
import dev.quartet.infra.table.StackTable;
import dev.quartet.infra.table.TableShape;

/** What there is to buy: an HTTP API that everybody reads and only signed callers write. */
final class Catalog {
    private final Microservice service;

    Catalog(ServiceKit kit) {
        this.service = new Microservice(kit, "catalog", "Products and their prices");
        StackTable table = service.table(TableShape.of("sku"));
        JavaFunction api = service.function("api", "CatalogHandler", "Serves the catalog's API")
                .with("CATALOG_TABLE", table.name())
                .may(table.items("Products", "GetItem", "PutItem", "Scan"))
                .create();
        service.httpApi(
                api,
                HttpRoute.open("GET", "/products"),
                HttpRoute.open("GET", "/products/{sku}"),
                HttpRoute.signed("PUT", "/products/{sku}"));
    }

    Microservice service() {
        return service;
    }
}
