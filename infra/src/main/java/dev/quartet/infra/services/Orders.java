package dev.quartet.infra.services;

import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.quartet.exports.QueueRef;
import dev.quartet.infra.bucket.FailedRecords;
import dev.quartet.infra.lambda.JavaFunction;
import dev.quartet.infra.queue.PrivateQueue;
import dev.quartet.infra.rest.Route;
import dev.quartet.infra.table.StackTable;
import dev.quartet.infra.table.TableShape;
import dev.quartet.infra.trigger.AsyncFailures;
import dev.quartet.infra.trigger.RecordStream;
import dev.quartet.infra.trigger.ScheduleTrigger;
import dev.quartet.infra.trigger.StreamTrigger;

/**
 * Orders: a REST API that calls catalog and inventory and writes its own table alone; the table's stream is the outbox from
 * which decided orders are published; and a sweeper that ends what was left undecided.
 */
final class Orders {
    /** Orders that became confirmed or rejected, each once. */
    private static final String DECIDED = "{\"eventName\":[\"MODIFY\"],\"dynamodb\":{"
            + "\"NewImage\":{\"status\":{\"S\":[\"CONFIRMED\",\"REJECTED\"]}},"
            + "\"OldImage\":{\"status\":{\"S\":[\"PENDING\"]}}}}";

    private static final int PUBLISHED_AT_ONCE = 100;
    private static final int PENDING_SECONDS = 120;
    private static final int SWEEP_MAX_AGE = 120;

    private final ServiceKit kit;
    private final Microservice service;
    private final StackTable table;
    private final PrivateQueue sweeperFailed;

    Orders(
            ServiceKit kit,
            Catalog catalog,
            Inventory inventory,
            OrderEvents topic,
            EventStream stream,
            FailedRecords failed) {
        this.kit = kit;
        this.service = new Microservice(kit, "orders", "Orders of customers");
        this.table = service.table(TableShape.of("pk")
                .index("due", "due", "createdAt")
                .expiring("expiresAt")
                .streaming());
        JavaFunction api = service.function("api", "OrdersHandler", "Serves the orders' API")
                .memory(1024)
                // More than all calls may take with their retries, less than API Gateway waits.
                .timeout(28)
                .with("ORDERS_TABLE", table.name())
                .with("CATALOG_URL", catalog.service().url())
                .with("INVENTORY_URL", inventory.service().url())
                .may(table.items("Orders", "GetItem", "PutItem", "UpdateItem"), inventory.reserve())
                .create();
        service.restApi(api, Route.open("POST", "/orders"), Route.open("GET", "/orders/{id}"));
        publish(topic, stream, failed);
        this.sweeperFailed = service.last(
                "sweeper-failed", "Undecided orders could not be swept up for a while: see the log of orders-sweeper");
        sweep(inventory);
    }

    private void publish(OrderEvents topic, EventStream stream, FailedRecords failed) {
        StreamTrigger decided =
                new StreamTrigger(RecordStream.of(table, DECIDED, PUBLISHED_AT_ONCE), failed, kit.alarms());
        ServiceFunction publisher = service.function("publisher", "PublisherHandler", "Publishes decided orders")
                .timeout(60)
                .with("ORDER_EVENTS_TOPIC", topic.arn())
                .with("EVENTS_STREAM", stream.name())
                .may(decided.reader())
                .may(topic.publish(), stream.write());
        decided.invoke(
                service,
                kit.scope(),
                publisher.name(),
                publisher.create(),
                "Decided orders wait 5 minutes and longer to be published");
    }

    private void sweep(Inventory inventory) {
        AsyncFailures failures = new AsyncFailures(sweeperFailed, 0, SWEEP_MAX_AGE);
        ServiceFunction sweeper = service.function("sweeper", "SweeperHandler", "Ends orders that were left undecided")
                .timeout(60)
                .with("ORDERS_TABLE", table.name())
                .with("INVENTORY_URL", inventory.service().url())
                .with("PENDING_SECONDS", Integer.toString(PENDING_SECONDS))
                .may(
                        table.indexQuery("Due", "due"),
                        table.items("Orders", "GetItem", "UpdateItem"),
                        inventory.release(),
                        failures.sender());
        JavaFunction function = sweeper.create();
        Resource destination = failures.of(service, kit.scope(), sweeper.name(), function, kit.alarms());
        new ScheduleTrigger("rate(1 minute)", sweeperFailed)
                .invoke(service, kit.scope(), sweeper.name(), function, destination);
    }

    Microservice service() {
        return service;
    }

    Output<QueueRef> sweeperFailedRef() {
        return sweeperFailed.ref();
    }
}
