package dev.quartet.local.core;

import static java.util.Objects.requireNonNull;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

/** Elastic Load Balancing's target groups as what starts and stops instances uses them. Thread-safe. */
public interface TargetGroups {
    /**
     * Registers {@code target}, whose health is checked from now on; one that is draining comes back. Throws {@link
     * ProvisionException} when there is no such group ({@code TargetGroupNotFound}) or it takes no such targets ({@code
     * InvalidTarget}).
     */
    void register(String targetGroupArn, Target target);

    /**
     * Takes the target of that id out: it gets no new requests and is draining, until those under way have ended or the
     * group's deregistration delay is over, which cuts them. The answer completes then; at once for what is not registered.
     */
    CompletionStage<Void> deregister(String targetGroupArn, String targetId);

    /** Returns the health of all targets of a group, those that drain included; none when it is unknown. */
    List<TargetHealth> health(String targetGroupArn);

    /**
     * A target.
     *
     * @param id an instance's id or an address
     * @param port as the program sees it; the group's own when empty
     * @param address where it listens on this machine
     * @param zone its availability zone
     * @param placement which security groups must admit the load balancer; empty when nothing stands in between
     */
    record Target(String id, OptionalInt port, InetSocketAddress address, String zone, Optional<Placement> placement) {
        public Target {
            requireNonNull(id, "id is null");
            requireNonNull(port, "port is null");
            requireNonNull(address, "address is null");
            requireNonNull(zone, "zone is null");
            requireNonNull(placement, "placement is null");
            if (!address.isUnresolved() && !address.getAddress().isLoopbackAddress()) {
                throw new IllegalArgumentException("target %s: %s is not on this machine".formatted(id, address));
            }
        }
    }

    /** In which state a target is. */
    enum State {
        /** Its first health check has not passed yet. */
        INITIAL,
        HEALTHY,
        UNHEALTHY,
        /** Its group serves no load balancer. */
        UNUSED,
        DRAINING,
        /** Health checks are off. */
        UNAVAILABLE
    }

    /**
     * A target's health.
     *
     * @param reason AWS's code, such as {@code Target.Timeout}; empty for a healthy one
     * @param description the reason in words
     */
    record TargetHealth(String id, int port, String zone, State state, String reason, String description) {
        public TargetHealth {
            requireNonNull(state, "state is null");
        }
    }
}
