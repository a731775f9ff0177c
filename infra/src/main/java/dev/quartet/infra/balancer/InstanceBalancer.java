package dev.quartet.infra.balancer;

import com.pulumi.aws.lb.Listener;
import com.pulumi.aws.lb.TargetGroup;
import com.pulumi.aws.lb.TargetGroupArgs;
import com.pulumi.aws.lb.inputs.TargetGroupHealthCheckArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.Resource;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.network.Network;
import dev.quartet.infra.network.PrivateGroup;
import java.util.Map;

/**
 * A load balancer inside the private network in front of instances, which an Auto Scaling group registers. It speaks plain
 * HTTP, and admits nobody but those on one prefix list.
 */
public final class InstanceBalancer extends ComponentResource {
    /** An instance that is taken out answers what it has begun. */
    private static final int DRAINING_SECONDS = 60;

    private final PrivateBalancer balancer;
    private final TargetGroup targets;
    private final Listener listener;
    private final int port;

    /** {@code port}: where the instances answer; {@code healthPath}: what tells whether one can. */
    public InstanceBalancer(Scope scope, Resource parent, String name, Network network, int port, String healthPath) {
        super("quartet:balancer:InstanceBalancer", name, Scope.component(parent));
        this.port = port;
        this.balancer = PrivateBalancer.create(scope, this, name, network);
        this.targets = new TargetGroup(
                name,
                TargetGroupArgs.builder()
                        .name(PrivateBalancer.fullName(scope, name))
                        .targetType("instance")
                        .port(port)
                        .protocol("HTTP")
                        .vpcId(network.vpcId())
                        .deregistrationDelay(DRAINING_SECONDS)
                        // Some answers take milliseconds, some minutes: turns would pile up the long ones.
                        .loadBalancingAlgorithmType("least_outstanding_requests")
                        .healthCheck(TargetGroupHealthCheckArgs.builder()
                                .enabled(true)
                                .protocol("HTTP")
                                .port("traffic-port")
                                .path(healthPath)
                                .matcher("200")
                                .interval(10)
                                .timeout(5)
                                .healthyThreshold(2)
                                .unhealthyThreshold(3)
                                .build())
                        .build(),
                Scope.in(this));
        this.listener = balancer.forwardTo(targets);
        registerOutputs(Map.of("listenerArn", listener.arn()));
    }

    /** Lets those on a prefix list in. */
    public void admit(String who, Output<String> prefixListId) {
        balancer.group().admitPrefixList(this, who, prefixListId, PrivateBalancer.PORT);
    }

    /** Lets the load balancer reach the instances of a group. */
    public void reach(PrivateGroup instances) {
        balancer.group().allowTo(this, instances, port);
    }

    /** Returns the load balancer's ARN. */
    public Output<String> arn() {
        return balancer.balancer().arn();
    }

    /** Returns the load balancer's name in the DNS. */
    public Output<String> dnsName() {
        return balancer.balancer().dnsName();
    }

    /** Returns the target group's ARN. */
    public Output<String> targetsArn() {
        return targets.arn();
    }

    /** Returns the end of the load balancer's ARN, its dimension in CloudWatch. */
    public Output<String> arnSuffix() {
        return balancer.balancer().arnSuffix();
    }

    /** Returns the end of the target group's ARN, its dimension in CloudWatch. */
    public Output<String> targetsArnSuffix() {
        return targets.arnSuffix();
    }

    /** Returns what must exist before the target group belongs to the load balancer. */
    public Resource listener() {
        return listener;
    }
}
