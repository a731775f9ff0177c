package dev.quartet.local.elb;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.Placement;
import dev.quartet.local.core.Reachability;
import dev.quartet.local.core.TargetGroups.State;
import dev.quartet.local.core.TargetGroups.Target;
import dev.quartet.local.core.TargetGroups.TargetHealth;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Instances or addresses behind a target group. Thread-safe. */
final class HttpBackend implements Backend, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HttpBackend.class);

    private final String group;
    private final int port;
    private final Options options;
    private final TargetClient client;
    private final Reachability network;
    private final HttpForwarder forwarder;
    private final List<HttpTarget> targets = new CopyOnWriteArrayList<>();
    private final Map<HttpTarget, HealthChecker> checkers = new ConcurrentHashMap<>();
    private volatile Supplier<Optional<LoadBalancer>> loadBalancer = Optional::empty;

    /**
     * How requests are shared out, and targets watched.
     *
     * @param check empty when health checks are off
     * @param drain how long requests to a target that leaves may still take
     */
    record Options(Balancing balancing, @Nullable HealthCheck check, Duration drain) {
        Options {
            requireNonNull(balancing, "balancing is null");
            requireNonNull(drain, "drain is null");
        }
    }

    /**
     * Creates it without targets.
     *
     * @param group what CloudWatch calls the group
     * @param port of targets that name none
     */
    HttpBackend(String group, int port, Options options, TargetClient client, Reachability network) {
        this.group = requireNonNull(group, "group is null");
        this.port = port;
        this.options = requireNonNull(options, "options is null");
        this.client = requireNonNull(client, "client is null");
        this.network = requireNonNull(network, "network is null");
        this.forwarder = new HttpForwarder(client, group);
    }

    /** Tells it where to learn which load balancer the group serves. */
    void serves(Supplier<Optional<LoadBalancer>> present) {
        loadBalancer = present;
    }

    Options options() {
        return options;
    }

    @Override
    public void forward(Call call) throws IOException {
        var eligible = Balancing.eligible(targets);
        var target = options.balancing().choose(eligible);
        if (target == null) {
            Answers.own(call, 503);
            return;
        }
        call.metrics().routed(group);
        call.metrics().perTarget(group, 1.0 / eligible.size());
        var blocked = target.blocked();
        if (blocked.isPresent()) {
            log.warn("{}", blocked.get());
            call.metrics().connectionError(group);
            Answers.own(call, 504);
            return;
        }
        forwarder.forward(call, target);
    }

    /** Registers {@code target}; one that is there already stays as it is, unless it drains. */
    synchronized void register(Target target) {
        int effective = target.port().orElse(port);
        for (var present : targets) {
            if (present.target().id().equals(target.id()) && present.port() == effective) {
                if (present.state() != State.DRAINING && present.target().equals(target)) {
                    return;
                }
                remove(present);
                present.cut();
            }
        }
        var added = new HttpTarget(target, effective);
        targets.add(added);
        var check = options.check();
        if (check == null) {
            added.unchecked(
                    State.UNAVAILABLE, "Target.HealthCheckDisabled", "Health checks are disabled for this target");
        } else {
            checkers.put(added, new HealthChecker(client, network, added, check, this::placement, this::count).start());
        }
        count();
    }

    /** Lets all targets of that id drain. */
    synchronized CompletionStage<Void> deregister(String id) {
        var leaving = targets.stream()
                .filter(target -> target.target().id().equals(id))
                .toList();
        for (var target : leaving) {
            stopChecking(target);
            target.drain();
            // A copy: the original may complete by itself before its time.
            var unused = target.drained()
                    .copy()
                    .orTimeout(options.drain().toNanos(), TimeUnit.NANOSECONDS)
                    .whenComplete((nothing, late) -> {
                        target.cut();
                        remove(target);
                        count();
                    });
        }
        count();
        return CompletableFuture.allOf(leaving.stream().map(HttpTarget::drained).toArray(CompletableFuture[]::new));
    }

    List<TargetHealth> health() {
        boolean used = loadBalancer.get().isPresent();
        return targets.stream()
                .map(HttpTarget::health)
                .map(health -> used || health.state() == State.DRAINING
                        ? health
                        : new TargetHealth(
                                health.id(),
                                health.port(),
                                health.zone(),
                                State.UNUSED,
                                "Target.NotInUse",
                                "Target group is not configured to receive traffic from the load balancer"))
                .toList();
    }

    /** Publishes how many targets are healthy and how many are not. */
    void count() {
        loadBalancer.get().ifPresent(present -> {
            if (options.check() != null) {
                var states = targets.stream().map(HttpTarget::state).toList();
                present.metrics()
                        .hosts(
                                group,
                                states.stream().filter(s -> s == State.HEALTHY).count(),
                                states.stream()
                                        .filter(s -> s == State.UNHEALTHY)
                                        .count());
                present.metrics().perTarget(group, 0); // always reported: without traffic Auto Scaling shrinks by it
            }
        });
    }

    @Override
    public void close() {
        checkers.values().forEach(HealthChecker::close);
        checkers.clear();
    }

    private Optional<Placement> placement() {
        return loadBalancer.get().map(present -> present.identity().placement());
    }

    private void remove(HttpTarget target) {
        stopChecking(target);
        targets.remove(target);
    }

    private void stopChecking(HttpTarget target) {
        var checker = checkers.remove(target);
        if (checker != null) {
            checker.close();
        }
    }
}
