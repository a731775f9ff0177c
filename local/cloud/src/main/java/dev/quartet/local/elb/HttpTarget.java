package dev.quartet.local.elb;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.TargetGroups.State;
import dev.quartet.local.core.TargetGroups.Target;
import dev.quartet.local.core.TargetGroups.TargetHealth;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.client.Request;

/** A registered target: its health and what is under way to it. Thread-safe. */
final class HttpTarget {
    private final Target target;
    private final int port;
    private final Set<Request> underWay = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();

    private State state = State.INITIAL;
    private String reason = "Elb.RegistrationInProgress";
    private String description = "Target registration is in progress";
    private int streak;
    private volatile long healthySince;
    private volatile Optional<String> blocked = Optional.empty();

    /** @param port as the program sees it */
    HttpTarget(Target target, int port) {
        this.target = requireNonNull(target, "target is null");
        this.port = port;
    }

    Target target() {
        return target;
    }

    int port() {
        return port;
    }

    /** Returns why security groups keep the load balancer out; empty when they do not. */
    Optional<String> blocked() {
        return blocked;
    }

    void blocked(Optional<String> why) {
        blocked = why;
    }

    synchronized State state() {
        return state;
    }

    /** Returns since when it is healthy, by {@link System#nanoTime}. */
    long healthySince() {
        return healthySince;
    }

    synchronized TargetHealth health() {
        boolean fine = state == State.HEALTHY;
        return new TargetHealth(target.id(), port, target.zone(), state, fine ? "" : reason, fine ? "" : description);
    }

    /** Says why it is not checked at all. */
    synchronized void unchecked(State present, String why, String inWords) {
        if (state != State.DRAINING) {
            state = present;
            reason = why;
            description = inWords;
            streak = 0;
        }
    }

    /** A check passed: the first one suffices for a new target. Returns if that changed its state. */
    synchronized boolean passed(HealthCheck check) {
        if (state == State.DRAINING || state == State.HEALTHY) {
            streak = 0;
            return false;
        }
        streak++;
        if (state == State.UNHEALTHY && streak < check.healthy()) {
            return false;
        }
        state = State.HEALTHY;
        streak = 0;
        healthySince = System.nanoTime();
        return true;
    }

    /** A check failed. Returns if that changed its state. */
    synchronized boolean failed(HealthCheck check, String why, String inWords) {
        if (state == State.DRAINING) {
            return false;
        }
        reason = why;
        description = inWords;
        if (state == State.UNHEALTHY) {
            streak = 0;
            return false;
        }
        if (state == State.UNUSED || state == State.UNAVAILABLE) {
            state = State.INITIAL;
        }
        streak++;
        if (streak < check.unhealthy()) {
            return false;
        }
        state = State.UNHEALTHY;
        streak = 0;
        return true;
    }

    /** Stops new requests; {@link #drained} completes when the last one under way has ended. */
    synchronized void drain() {
        state = State.DRAINING;
        reason = "Target.DeregistrationInProgress";
        description = "Target deregistration is in progress";
        if (underWay.isEmpty()) {
            drained.complete(null);
        }
    }

    CompletableFuture<Void> drained() {
        return drained;
    }

    /** Ends what is still under way. */
    void cut() {
        for (var request : underWay) {
            var unused = request.abort(new IOException("the deregistration delay is over"));
        }
        drained.complete(null);
    }

    void begin(Request request) {
        underWay.add(request);
    }

    synchronized void end(Request request) {
        underWay.remove(request);
        if (state == State.DRAINING && underWay.isEmpty()) {
            drained.complete(null);
        }
    }

    int outstanding() {
        return underWay.size();
    }
}
