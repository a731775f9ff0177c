package dev.quartet.infra.services;

import dev.quartet.infra.http.HttpRoute;
import dev.quartet.infra.lambda.JavaFunction;
import dev.quartet.infra.table.StackTable;
import dev.quartet.infra.table.TableShape;
import dev.quartet.infra.trigger.QueueTrigger;
import java.util.List;

/** Shipments: a queue worker that makes one of each placed order, and an HTTP API to read them. */
final class Shipping {
    /** Ten puts of some milliseconds. What fails comes again after six times that: a minute. */
    private static final int TIMEOUT_SECONDS = 10;

    private final Microservice service;
    private final WorkQueue queue;

    Shipping(ServiceKit kit, OrderEvents topic) {
        this.service = new Microservice(kit, "shipping", "Shipments of orders");
        StackTable table = service.table(TableShape.of("orderId"));
        this.queue = service.queue(TIMEOUT_SECONDS, List.of(topic.sender()), List.of(topic.sender()));
        QueueTrigger placed = queue.trigger();
        ServiceFunction worker = service.function("worker", "DispatchHandler", "Ships placed orders")
                .timeout(TIMEOUT_SECONDS)
                .with("SHIPPING_TABLE", table.name())
                .with("DEAD_LETTER_QUEUE_URL", queue.dead().url())
                .may(placed.receiver(), queue.dead().send("Poison"), table.items("Shipments", "PutItem"));
        placed.invoke(service, worker.name(), worker.create());
        topic.subscribe("shipping", queue, "OrderPlaced");
        JavaFunction api = service.function("api", "ShipmentsHandler", "Serves the shipments' API")
                .with("SHIPPING_TABLE", table.name())
                .may(table.items("Shipments", "GetItem"))
                .create();
        service.httpApi(api, HttpRoute.signed("GET", "/shipments/{orderId}"));
    }

    Microservice service() {
        return service;
    }

    WorkQueue queue() {
        return queue;
    }
}
