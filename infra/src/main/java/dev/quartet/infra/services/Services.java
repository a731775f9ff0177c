package dev.quartet.infra.services;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.quartet.exports.QueueRef;
import dev.quartet.exports.ServiceExports;
import dev.quartet.exports.ServicesExports;
import dev.quartet.infra.bucket.FailedRecords;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.shared.Shared;
import java.util.List;
import java.util.Map;

/** Architecture 3: a shop of microservices, each with a name and a shape of its own, that call and tell one another. */
public final class Services extends ComponentResource {
    /** The zips that the architecture's functions are made of, from the folder of Pulumi.yaml. */
    public static final List<String> ZIPS = List.of(ServiceFunction.ZIP);

    private final FailedRecords failed;
    private final Output<ServicesExports> exports;

    public Services(Scope scope, Shared shared) {
        super("quartet:services:Services", "services", scope.top());
        ServiceKit kit = ServiceKit.of(scope, this, shared);
        this.failed = new FailedRecords(scope, this, "failed-events", kit.alarms());
        OrderEvents topic = new OrderEvents(kit);
        EventStream stream = new EventStream(kit);
        Catalog catalog = new Catalog(kit);
        Inventory inventory = new Inventory(kit);
        Orders orders = new Orders(kit, catalog, inventory, topic, stream, failed);
        Shipping shipping = new Shipping(kit, topic);
        Analytics analytics = new Analytics(kit, stream, failed);
        Imports imports = new Imports(kit, orders);
        Output<List<ServiceExports>> services = Output.all(
                catalog.service().exports(),
                orders.service().exports(),
                inventory.service().exports(),
                shipping.service().exports(),
                analytics.service().exports());
        Output<List<QueueRef>> deadLetters = Output.all(
                shipping.queue().dead().ref(),
                imports.queue().dead().ref(),
                imports.failedRef(),
                orders.sweeperFailedRef());
        this.exports = Output.tuple(
                        services,
                        imports.exports(),
                        topic.arn(),
                        shipping.queue().queue().ref(),
                        stream.name(),
                        failed.bucketName(),
                        deadLetters)
                .applyValue(t -> new ServicesExports(
                        t.t1.get(0),
                        t.t1.get(1),
                        t.t1.get(2),
                        t.t1.get(3),
                        t.t1.get(4),
                        t.t2,
                        t.t3,
                        t.t4,
                        t.t7.get(0),
                        t.t5,
                        t.t6,
                        t.t7));
        registerOutputs(Map.of("ordersUrl", orders.service().url()));
    }

    /** Returns what the stack exports of this architecture. */
    public Output<ServicesExports> exports() {
        return exports;
    }

    /** Returns the name of the bucket of failed stream records. */
    public Output<String> failedRecordsBucket() {
        return failed.bucketName();
    }
}
