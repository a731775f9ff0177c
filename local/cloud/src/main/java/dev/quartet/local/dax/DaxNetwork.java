package dev.quartet.local.dax;

import dev.quartet.local.core.Caller;
import dev.quartet.local.core.Placement;
import dev.quartet.local.core.Reachability;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Judges whether a caller's packets get to a cluster, and says why they do not. Thread-safe. */
final class DaxNetwork {
    private static final Logger log = LoggerFactory.getLogger(DaxNetwork.class);

    private final Reachability reachability;
    private final BiConsumer<Placement, String> blockedCalls;

    DaxNetwork(Reachability reachability, BiConsumer<Placement, String> blockedCalls) {
        this.reachability = reachability;
        this.blockedCalls = blockedCalls;
    }

    /** Returns why {@code caller} cannot reach {@code cluster}, having told the caller's log; empty when it can. */
    Optional<String> blocked(Caller caller, ClusterSettings cluster) {
        if (caller.placement().isEmpty()) {
            if (caller.kind() == Caller.Kind.ROOT) {
                return Optional.empty(); // the developer at the keyboard
            }
            var reason = "DAX cluster %s is reached from inside its VPC only, and %s is not in a VPC"
                    .formatted(cluster.name(), caller.arn());
            log.warn("{}", reason);
            return Optional.of(reason);
        }
        var from = caller.placement().get();
        var reason = reachability.blockedToPort(from, cluster.placement(), cluster.port());
        reason.ifPresent(why -> blockedCalls.accept(from, why));
        return reason;
    }
}
