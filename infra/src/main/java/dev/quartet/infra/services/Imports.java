package dev.quartet.infra.services;

import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.quartet.exports.ImportsExports;
import dev.quartet.exports.QueueRef;
import dev.quartet.infra.bucket.PrivateBucket;
import dev.quartet.infra.lambda.JavaFunction;
import dev.quartet.infra.policy.Statement;
import dev.quartet.infra.queue.PrivateQueue;
import dev.quartet.infra.table.StackTable;
import dev.quartet.infra.table.TableShape;
import dev.quartet.infra.trigger.AsyncFailures;
import dev.quartet.infra.trigger.ObjectTrigger;
import dev.quartet.infra.trigger.QueueTrigger;
import java.util.List;

/** Orders from files: a reader that checks lines and queues the good ones, and a worker that places them. */
final class Imports {
    /** As long as Lambda lets a function run: files have 100,000 lines and more. */
    private static final int READER_SECONDS = 900;
    /** Half a minute of trying while the shop is busy, and a last order, which may take 23 s. What fails comes again after six times that. */
    private static final int WORKER_SECONDS = 60;
    /** The fewest that Lambda takes: each keeps orders, catalogue and inventory busy, which shoppers need as well. */
    private static final int WORKERS = 2;

    private static final int MAX_AGE_SECONDS = 6 * 3600;

    private final ServiceKit kit;
    private final Microservice service;
    private final PrivateBucket bucket;
    private final StackTable table;
    private final WorkQueue queue;
    private final PrivateQueue failed;

    Imports(ServiceKit kit, Orders orders) {
        this.kit = kit;
        this.service = new Microservice(kit, "imports", "Orders from files");
        this.bucket = ImportFiles.create(kit.scope(), service);
        this.table = service.table(TableShape.of("pk", "sk").expiring("expiresAt"));
        this.queue = service.queue(WORKER_SECONDS, List.of(), List.of());
        this.failed = service.last("failed", "Files of orders could not be read: see the log of imports-reader");
        read();
        place(orders);
    }

    private void read() {
        AsyncFailures failures = new AsyncFailures(failed, 2, MAX_AGE_SECONDS);
        ServiceFunction reader = service.function("reader", "ImportHandler", "Checks and queues the lines of a file")
                .memory(1024)
                .timeout(READER_SECONDS)
                .with("IMPORTS_TABLE", table.name())
                .with("IMPORT_QUEUE_URL", queue.queue().url())
                .may(
                        // Of the version that the event tells of, whatever came after it.
                        Statement.allow("Files", "s3:GetObjectVersion").on(bucket.objects(ImportFiles.PREFIX)),
                        Statement.allow("Reports", "s3:PutObject").on(bucket.objects(ImportFiles.REPORTS)),
                        queue.queue().send("Lines"),
                        table.items("Progress", "Query", "UpdateItem"),
                        failures.sender());
        JavaFunction function = reader.create();
        Resource destination = failures.of(service, kit.scope(), reader.name(), function, kit.alarms());
        new ObjectTrigger(bucket, ImportFiles.PREFIX, ".csv")
                .invoke(service, kit.scope(), reader.name(), function, destination);
    }

    private void place(Orders orders) {
        QueueTrigger lines = queue.trigger(WORKERS);
        ServiceFunction worker = service.function("worker", "PlaceHandler", "Places imported orders")
                .timeout(WORKER_SECONDS)
                .with("IMPORTS_TABLE", table.name())
                .with("IMPORTS_BUCKET", bucket.name())
                .with("ORDERS_URL", orders.service().url())
                .with("DEAD_LETTER_QUEUE_URL", queue.dead().url())
                .may(
                        lines.receiver(),
                        queue.dead().send("Poison"),
                        table.items("Outcomes", "BatchGetItem", "Query", "PutItem", "UpdateItem"),
                        Statement.allow("Reports", "s3:PutObject").on(bucket.objects(ImportFiles.REPORTS)));
        lines.invoke(service, worker.name(), worker.create());
    }

    WorkQueue queue() {
        return queue;
    }

    Output<QueueRef> failedRef() {
        return failed.ref();
    }

    Output<ImportsExports> exports() {
        return Output.tuple(
                        bucket.name(),
                        table.ref(),
                        queue.queue().ref(),
                        queue.dead().ref(),
                        service.functionRefs())
                .applyValue(t -> new ImportsExports(t.t1, ImportFiles.PREFIX, t.t2, t.t3, t.t4, t.t5));
    }
}
