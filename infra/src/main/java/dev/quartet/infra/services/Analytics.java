package dev.quartet.infra.services;

import dev.quartet.infra.bucket.FailedRecords;
import dev.quartet.infra.http.HttpRoute;
import dev.quartet.infra.lambda.JavaFunction;
import dev.quartet.infra.table.StackTable;
import dev.quartet.infra.table.TableShape;
import dev.quartet.infra.trigger.StreamTrigger;

/** Figures of the shop: a stream worker that adds up days, and an HTTP API to read them. */
final class Analytics {
    private final Microservice service;

    Analytics(ServiceKit kit, EventStream stream, FailedRecords failed) {
        this.service = new Microservice(kit, "analytics", "Orders, units and revenue by day");
        StackTable table = service.table(TableShape.of("pk", "sk").expiring("expiresAt"));
        StreamTrigger events = new StreamTrigger(stream.records(), failed, kit.alarms());
        ServiceFunction worker = service.function("worker", "AggregateHandler", "Adds events up by day")
                .timeout(60)
                .with("ANALYTICS_TABLE", table.name())
                .may(events.reader())
                .may(table.items("Days", "PutItem", "UpdateItem"));
        events.invoke(
                service,
                kit.scope(),
                worker.name(),
                worker.create(),
                "Events wait 5 minutes and longer to be counted: raise quartet:streamParallelization or streamShards");
        JavaFunction api = service.function("api", "StatsHandler", "Serves the figures' API")
                .with("ANALYTICS_TABLE", table.name())
                .may(table.items("Days", "BatchGetItem"))
                .create();
        service.httpApi(api, HttpRoute.signed("GET", "/stats"));
    }

    Microservice service() {
        return service;
    }
}
