package dev.quartet.local.autoscaling;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.aws.AwsService;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Instances;
import dev.quartet.local.core.MetricAlarms;
import dev.quartet.local.core.Metrics;
import dev.quartet.local.core.Reachability;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import dev.quartet.local.core.TargetGroups;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Auto Scaling: looks after its groups every second, and as soon as an instance changes. Thread-safe. */
public final class AutoScaling implements ResourceModule, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AutoScaling.class);

    private final CloudContext context;
    private final Neighbours neighbours;
    private final GroupResources resources;
    private final AutoScalingService api;
    private final Map<String, Group> groups = new ConcurrentHashMap<>();
    private final Map<String, GroupMetrics> metrics = new ConcurrentHashMap<>();
    private final Map<String, TargetTracking> policies = new ConcurrentHashMap<>();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("auto-scaling").factory());

    /** What it needs of its neighbours. */
    public record Neighbours(
            Instances instances,
            TargetGroups targetGroups,
            MetricAlarms alarms,
            Metrics metrics,
            Reachability network,
            Authorizer authorizer) {
        public Neighbours {
            requireNonNull(instances, "instances is null");
            requireNonNull(targetGroups, "targetGroups is null");
            requireNonNull(alarms, "alarms is null");
            requireNonNull(metrics, "metrics is null");
            requireNonNull(network, "network is null");
            requireNonNull(authorizer, "authorizer is null");
        }
    }

    /** Creates it without groups. */
    public AutoScaling(CloudContext context, Neighbours neighbours) {
        this.context = requireNonNull(context, "context is null");
        this.neighbours = requireNonNull(neighbours, "neighbours is null");
        this.resources = new GroupResources(this, neighbours.instances(), neighbours.network());
        this.api = new AutoScalingService(this, neighbours.authorizer());
    }

    /** Begins to look after groups by the clock. */
    public AutoScaling start() {
        var unused = executor.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
        return this;
    }

    /** Returns the API. */
    public AwsService api() {
        return api;
    }

    @Override
    public void install(ResourceCatalog catalog) {
        resources.install(catalog);
    }

    CloudContext context() {
        return context;
    }

    Optional<Group> group(String name) {
        return Optional.ofNullable(groups.get(name));
    }

    List<Group> groups() {
        return groups.values().stream()
                .sorted(java.util.Comparator.comparing(group -> group.identity().name()))
                .toList();
    }

    List<TargetTracking> policies() {
        return List.copyOf(policies.values());
    }

    /** Adds a group; returns false when there is one of that name. */
    boolean add(Group.Identity identity, Settings settings, int desired) {
        var group = new Group(
                identity,
                settings,
                desired,
                new Group.Neighbours(
                        context.clock(),
                        neighbours.instances(),
                        neighbours.targetGroups(),
                        () -> wake(identity.name())));
        if (groups.putIfAbsent(identity.name(), group) != null) {
            return false;
        }
        metrics.put(identity.name(), new GroupMetrics(neighbours.metrics(), context.region(), group));
        wake(identity.name());
        return true;
    }

    /** Adds a policy, or replaces the one of that ARN. */
    void put(TargetTracking policy) {
        var before = policies.put(policy.identity().arn(), policy);
        if (before != null) {
            before.stop(neighbours.alarms());
        }
        var unused = policy.start(neighbours.alarms());
    }

    /** Looks after all groups once, at the clock's present time. */
    void tick() {
        groups.forEach((name, group) -> {
            reconcile(group);
            var measured = metrics.get(name);
            if (measured != null) {
                measured.tick(context.clock().instant());
            }
        });
    }

    private void wake(String name) {
        try {
            executor.execute(() -> group(name).ifPresent(AutoScaling::reconcile));
        } catch (RejectedExecutionException e) {
            log.debug("group {} is left alone: the local cloud is stopping", name);
        }
    }

    private static void reconcile(Group group) {
        try {
            group.reconcile();
        } catch (RuntimeException e) { // the next time may go well
            log.warn("group {} could not be looked after", group.identity().name(), e);
        }
    }

    /** Leaves the groups alone; their instances are EC2's to end. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
                log.warn("Auto Scaling did not stop within 5 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
