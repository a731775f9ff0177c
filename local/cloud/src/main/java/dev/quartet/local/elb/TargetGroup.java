package dev.quartet.local.elb;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A target group. Thread-safe. */
final class TargetGroup {
    private final Settings settings;
    private final Backend backend;
    private final AtomicReference<@Nullable String> loadBalancer = new AtomicReference<>();

    TargetGroup(Settings settings, Backend backend) {
        this.settings = requireNonNull(settings, "settings is null");
        this.backend = requireNonNull(backend, "backend is null");
    }

    Settings settings() {
        return settings;
    }

    String arn() {
        return settings.arn();
    }

    Backend backend() {
        return backend;
    }

    /** Binds it to the load balancer of that ARN; returns false when it serves another one. */
    boolean bind(String loadBalancerArn) {
        return loadBalancer.compareAndSet(null, loadBalancerArn) || loadBalancerArn.equals(loadBalancer.get());
    }

    /** Returns the ARN of the load balancer it serves. */
    Optional<String> loadBalancer() {
        return Optional.ofNullable(loadBalancer.get());
    }

    /** What CloudWatch calls the group: the ARN's end, {@code targetgroup/name/id}. */
    static String suffix(String arn) {
        return arn.substring(arn.indexOf(":targetgroup/") + 1);
    }

    /** What stands behind it. */
    enum Type {
        /** One function. */
        LAMBDA,
        /** Instances, by their ids. */
        INSTANCE,
        /** Addresses. */
        IP
    }

    /**
     * What it is.
     *
     * @param port on which targets listen that name none; 0 for functions
     * @param vpcId empty for functions
     */
    record Settings(String arn, String name, Type type, int port, String vpcId) {
        Settings {
            requireNonNull(arn, "arn is null");
            requireNonNull(name, "name is null");
            requireNonNull(type, "type is null");
            requireNonNull(vpcId, "vpcId is null");
        }
    }
}
