package dev.quartet.local.scheduler;

import dev.quartet.local.aws.AwsService;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.FunctionInvoker;
import dev.quartet.local.core.Metrics;
import dev.quartet.local.core.Queues;
import dev.quartet.local.core.ResourceModule;
import dev.quartet.local.core.RoleTrust;

/** Amazon EventBridge Scheduler: its API, the program's schedules, and their invocations. Thread-safe. */
public final class Scheduler implements AutoCloseable {
    private final SchedulerService api;
    private final ScheduleResources resources;
    private final Clockwork clockwork;

    /** Creates it without schedules; nothing is invoked before {@link #start()}. */
    public Scheduler(
            CloudContext context,
            Authorizer authorizer,
            RoleTrust roles,
            FunctionInvoker functions,
            Queues queues,
            Metrics metrics) {
        var schedules = new Schedules(context);
        var execution = new ExecutionRole(context, roles, authorizer, schedules);
        var meter = new GroupMeter(metrics, context.region());
        clockwork = new Clockwork(
                context.clock(), schedules, new Deliveries(context.clock(), execution, functions, queues, meter));
        api = new SchedulerService(schedules, execution, authorizer);
        resources = new ScheduleResources(schedules, execution);
    }

    /** Begins to invoke what is due. */
    public Scheduler start() {
        clockwork.start();
        return this;
    }

    /** Returns its API. */
    public AwsService api() {
        return api;
    }

    /** Returns the handlers of the program's schedules. */
    public ResourceModule resources() {
        return resources;
    }

    /** Invokes what is due by the clock now. */
    void look() {
        clockwork.look();
    }

    @Override
    public void close() {
        clockwork.close();
    }
}
