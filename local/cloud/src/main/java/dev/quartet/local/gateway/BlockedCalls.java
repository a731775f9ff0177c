package dev.quartet.local.gateway;

import dev.quartet.local.core.Placement;

/** Is told of calls that the VPC does not let through, so that the caller's log can say why. Thread-safe. */
@FunctionalInterface
public interface BlockedCalls {
    /** A call of {@code from} to {@code service} will time out because of {@code reason}. */
    void blocked(Placement from, String service, String reason);
}
