package dev.quartet.local.elb;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.Placement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** An Application Load Balancer. Thread-safe. */
final class LoadBalancer {
    private final Identity identity;
    private final Attributes attributes;
    private final LoadBalancerMetrics metrics;
    private final Door door;
    private final AtomicBoolean doorFree = new AtomicBoolean(true);
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** @param door where its first listener listens; nobody answers there before */
    LoadBalancer(Identity identity, Attributes attributes, LoadBalancerMetrics metrics, Door door) {
        this.identity = requireNonNull(identity, "identity is null");
        this.attributes = requireNonNull(attributes, "attributes is null");
        this.metrics = requireNonNull(metrics, "metrics is null");
        this.door = requireNonNull(door, "door is null");
    }

    Identity identity() {
        return identity;
    }

    String arn() {
        return identity.arn();
    }

    Attributes attributes() {
        return attributes;
    }

    LoadBalancerMetrics metrics() {
        return metrics;
    }

    Door door() {
        return door;
    }

    /** Returns true to the first who asks: the door is theirs. */
    boolean takeDoor() {
        return doorFree.getAndSet(false);
    }

    /** Returns the name under which clients find it: on this machine, its first listener's port included. */
    String dnsName() {
        return "localhost:" + door.port();
    }

    List<Listener> listeners() {
        return listeners;
    }

    /** What CloudWatch calls the load balancer: the ARN's end, {@code app/name/id}. */
    static String suffix(String arn) {
        return arn.substring(arn.indexOf("loadbalancer/") + "loadbalancer/".length());
    }

    /**
     * What it is.
     *
     * @param internal false for one that faces the internet
     * @param zones of its subnets, in their order
     */
    record Identity(
            String arn,
            String name,
            boolean internal,
            String vpcId,
            Placement placement,
            List<String> zones,
            Instant created) {
        Identity {
            requireNonNull(arn, "arn is null");
            requireNonNull(name, "name is null");
            requireNonNull(vpcId, "vpcId is null");
            requireNonNull(placement, "placement is null");
            zones = List.copyOf(zones);
            requireNonNull(created, "created is null");
        }
    }

    /** What becomes of X-Forwarded-For. */
    enum ForwardedFor {
        APPEND,
        PRESERVE,
        REMOVE
    }

    /**
     * How it behaves.
     *
     * @param idle how long a connection may stand still, on either side
     * @param dropInvalidHeaders if header names of other characters than letters, digits and hyphens are removed
     * @param preserveHost if the Host header reaches targets as it came
     */
    record Attributes(
            Duration idle,
            boolean dropInvalidHeaders,
            boolean preserveHost,
            ForwardedFor forwardedFor,
            boolean forwardedClientPort) {
        Attributes {
            requireNonNull(idle, "idle is null");
            requireNonNull(forwardedFor, "forwardedFor is null");
        }
    }
}
