package dev.quartet.local.core;

import java.util.Optional;

/** The VPC's routes, endpoints and security groups, as the program declared them. Thread-safe. */
public interface Reachability {
    /**
     * Returns why a call from {@code from} to AWS service {@code service} ({@code dynamodb}, {@code s3}, {@code logs}, …)
     * cannot get through, naming the missing endpoint, route or rule; empty when it can.
     */
    Optional<String> blockedToService(Placement from, String service);

    /** Returns why {@code from} cannot open TCP {@code port} of what stands at {@code to}; empty when it can. */
    Optional<String> blockedToPort(Placement from, Placement to, int port);

    /**
     * Returns why a VPC origin of CloudFront cannot open TCP {@code port} of what stands at {@code to}: no internet gateway
     * at its VPC, or no security group that admits CloudFront's prefix list; empty when it can.
     */
    default Optional<String> blockedFromCloudFront(Placement to, int port) {
        return Optional.empty();
    }

    /**
     * Returns the policy document of the VPC endpoint through which {@code from} reaches {@code service}; empty when there is
     * none, or none that narrows anything.
     */
    default Optional<String> endpointPolicy(Placement from, String service) {
        return Optional.empty();
    }

    /** Returns the subnet of that id; empty when there is none. */
    default Optional<Subnet> subnet(String id) {
        return Optional.empty();
    }

    /** A subnet and where it lies. */
    record Subnet(String id, String vpcId, String zone) {}
}
