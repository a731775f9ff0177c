package dev.quartet.local.elb;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.ProvisionException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;

/** All load balancers, listeners and target groups, by ARN. Thread-safe. */
final class Registry {
    private static final Pattern NAME = Pattern.compile("(?!internal-)[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?");

    private final CloudContext context;
    private final Map<String, LoadBalancer> loadBalancers = new ConcurrentSkipListMap<>();
    private final Map<String, Listener> listeners = new ConcurrentSkipListMap<>();
    private final Map<String, TargetGroup> groups = new ConcurrentSkipListMap<>();

    Registry(CloudContext context) {
        this.context = requireNonNull(context, "context is null");
    }

    CloudContext context() {
        return context;
    }

    Collection<LoadBalancer> loadBalancers() {
        return loadBalancers.values();
    }

    Collection<TargetGroup> groups() {
        return groups.values();
    }

    Optional<LoadBalancer> findLoadBalancer(String arn) {
        return Optional.ofNullable(loadBalancers.get(arn));
    }

    Optional<Listener> findListener(String arn) {
        return Optional.ofNullable(listeners.get(arn));
    }

    Optional<TargetGroup> findGroup(String arn) {
        return Optional.ofNullable(groups.get(arn));
    }

    LoadBalancer loadBalancer(String owner, String arn) {
        return findLoadBalancer(arn).orElseThrow(() -> missing(owner, "LoadBalancerNotFound", "Load balancer", arn));
    }

    Listener listener(String owner, String arn) {
        return findListener(arn).orElseThrow(() -> missing(owner, "ListenerNotFound", "Listener", arn));
    }

    TargetGroup group(String owner, String arn) {
        return findGroup(arn).orElseThrow(() -> missing(owner, "TargetGroupNotFound", "Target group", arn));
    }

    void add(String owner, LoadBalancer loadBalancer) {
        if (loadBalancers.putIfAbsent(loadBalancer.arn(), loadBalancer) != null) {
            throw new ProvisionException("%s: DuplicateLoadBalancerName: A load balancer with the name '%s' exists"
                    .formatted(owner, loadBalancer.identity().name()));
        }
    }

    void add(String owner, TargetGroup group) {
        if (groups.putIfAbsent(group.arn(), group) != null) {
            throw new ProvisionException("%s: DuplicateTargetGroupName: A target group with the name '%s' exists"
                    .formatted(owner, group.settings().name()));
        }
    }

    synchronized void add(String owner, Listener listener) {
        var siblings = listener.loadBalancer().listeners();
        if (siblings.stream().anyMatch(other -> other.port() == listener.port())) {
            throw new ProvisionException(
                    "%s: DuplicateListener: A listener already exists on port %d of load balancer '%s'"
                            .formatted(
                                    owner,
                                    listener.port(),
                                    listener.loadBalancer().arn()));
        }
        siblings.add(listener);
        listeners.put(listener.arn(), listener);
    }

    /** Returns {@code name} when a load balancer or a target group may bear it. */
    static String requireName(String owner, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new ProvisionException(
                    ("%s: ValidationError: name '%s' must be 1 to 32 letters, digits and hyphens, with no hyphen first or"
                                    + " last, and must not begin with 'internal-'")
                            .formatted(owner, name));
        }
        return name;
    }

    /** Returns the ARN of a load balancer or target group; names are unique, so that a name always has the same one. */
    String arn(String kind, String name) {
        return context.arn("elasticloadbalancing", kind + "/" + name + "/" + id(kind + "/" + name))
                .toString();
    }

    /** Returns the ARN of what belongs to the resource of {@code parentArn}: a listener's, a rule's. */
    static String childArn(String parentArn, String parentKind, String kind, String key) {
        return parentArn.replace(":" + parentKind + "/", ":" + kind + "/") + "/" + id(parentArn + "|" + key);
    }

    private static String id(String text) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static ProvisionException missing(String owner, String code, String what, String arn) {
        return new ProvisionException("%s: %s: %s '%s' not found".formatted(owner, code, what, arn));
    }
}
