package dev.quartet.local.network;

import java.util.Set;

/**
 * A VPC endpoint. Route tables may be added later by resources of their own. Thread-safe.
 *
 * @param service {@code com.amazonaws.region.dynamodb}
 * @param gateway a gateway endpoint; else an interface endpoint
 * @param prefixList id of the service's prefix list, for a gateway endpoint
 * @param privateDns if the service's ordinary name leads to an interface endpoint
 */
record Endpoint(
        String id,
        String vpcId,
        String service,
        boolean gateway,
        String prefixList,
        boolean privateDns,
        Set<String> routeTableIds,
        Set<String> subnetIds,
        Set<String> groupIds) {
    @Override
    public String toString() {
        return (gateway ? "gateway endpoint " : "interface endpoint ") + id + " (" + service + ")";
    }
}
