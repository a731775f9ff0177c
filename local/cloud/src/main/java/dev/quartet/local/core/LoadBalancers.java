package dev.quartet.local.core;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Elastic Load Balancing as the VPC links of API Gateway and the VPC origins of CloudFront reach it. Thread-safe. */
public interface LoadBalancers {
    /** Returns the listener of that ARN; empty when there is none. */
    Optional<Listener> listener(String listenerArn);

    /** Returns the listeners of the load balancer of that ARN; none when it is unknown. */
    List<Listener> listeners(String loadBalancerArn);

    /**
     * Where a load balancer listens.
     *
     * @param port as the program declares it, which security groups must admit
     * @param placement subnets and security groups of the load balancer
     * @param url where it listens on this machine, {@code http://127.0.0.1:46xx}
     */
    record Listener(String arn, String loadBalancerArn, int port, Placement placement, URI url) {
        public Listener {
            requireNonNull(arn, "arn is null");
            requireNonNull(loadBalancerArn, "loadBalancerArn is null");
            requireNonNull(placement, "placement is null");
            requireNonNull(url, "url is null");
        }
    }
}
