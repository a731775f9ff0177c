package dev.quartet.local.elb;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.Placement;
import dev.quartet.local.core.Reachability;
import dev.quartet.local.core.TargetGroups.State;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks one target's health, on a virtual thread of its own until it is closed. */
final class HealthChecker implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HealthChecker.class);
    /** How long it takes to see that a group serves a load balancer. */
    private static final Duration IDLE = Duration.ofMillis(200);

    private final TargetClient client;
    private final Reachability network;
    private final HttpTarget target;
    private final HealthCheck check;
    private final Supplier<Optional<Placement>> loadBalancer;
    private final Runnable changed;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Creates it; {@link #start} it.
     *
     * @param loadBalancer where the load balancer stands that the group serves; empty while it serves none
     * @param changed called when the target's state is another one
     */
    HealthChecker(
            TargetClient client,
            Reachability network,
            HttpTarget target,
            HealthCheck check,
            Supplier<Optional<Placement>> loadBalancer,
            Runnable changed) {
        this.client = requireNonNull(client, "client is null");
        this.network = requireNonNull(network, "network is null");
        this.target = requireNonNull(target, "target is null");
        this.check = requireNonNull(check, "check is null");
        this.loadBalancer = requireNonNull(loadBalancer, "loadBalancer is null");
        this.changed = requireNonNull(changed, "changed is null");
    }

    HealthChecker start() {
        Thread.ofVirtual().name("health-" + target.target().id()).start(this::run);
        return this;
    }

    private void run() {
        try {
            var wait = Duration.ZERO;
            while (!closed.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                wait = loadBalancer.get().map(this::once).orElse(IDLE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration once(Placement from) {
        var outcome = blocked(from).orElseGet(this::probe);
        boolean different = outcome.reason().isEmpty()
                ? target.passed(check)
                : target.failed(check, outcome.reason(), outcome.description());
        if (different) {
            log.info(
                    "target {} is {} {}",
                    target.target().id(),
                    target.state() == State.HEALTHY ? "healthy" : "unhealthy:",
                    outcome.description());
            changed.run();
        }
        return check.interval();
    }

    /** Security groups let packets disappear: on AWS that is a time-out. */
    private Optional<Outcome> blocked(Placement from) {
        var why = target.target().placement().flatMap(to -> network.blockedToPort(from, to, target.port()));
        target.blocked(why);
        return why.map(text -> new Outcome("Target.Timeout", "Request timed out: " + text));
    }

    private Outcome probe() {
        var address = target.target().address();
        try {
            var answer = client.http()
                    .newRequest(address.getHostString(), address.getPort())
                    .path(check.path())
                    .headers(headers ->
                            headers.put("User-Agent", "ELB-HealthChecker/2.0").put("Connection", "close"))
                    .timeout(check.timeout().toMillis(), TimeUnit.MILLISECONDS)
                    .send();
            return check.matcher().matches(answer.getStatus())
                    ? new Outcome("", "")
                    : new Outcome(
                            "Target.ResponseCodeMismatch",
                            "Health checks failed with these codes: [%d]".formatted(answer.getStatus()));
        } catch (TimeoutException e) {
            return new Outcome("Target.Timeout", "Request timed out");
        } catch (ExecutionException e) {
            return new Outcome(
                    "Target.FailedHealthChecks",
                    e.getCause() instanceof ConnectException
                            ? "Health checks failed: connection refused"
                            : "Health checks failed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome("Elb.InternalError", "The load balancer is stopping");
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }

    /** What a check gave; no reason means that it passed. */
    private record Outcome(String reason, String description) {}
}
