package dev.quartet.infra.balancer;

import com.pulumi.aws.lb.Listener;
import com.pulumi.aws.lb.ListenerArgs;
import com.pulumi.aws.lb.LoadBalancer;
import com.pulumi.aws.lb.LoadBalancerArgs;
import com.pulumi.aws.lb.TargetGroup;
import com.pulumi.aws.lb.inputs.ListenerDefaultActionArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.network.Network;
import dev.quartet.infra.network.PrivateGroup;

/** A load balancer inside the private network, in a security group of its own, and its one listener, plain HTTP. */
record PrivateBalancer(Resource parent, String name, PrivateGroup group, LoadBalancer balancer) {
    static final int PORT = 80;
    /** AWS's limit, for load balancers and target groups. */
    private static final int MAX_NAME = 32;

    static PrivateBalancer create(Scope scope, Resource parent, String name, Network network) {
        PrivateGroup group = network.group(parent, name + "-lb", "The load balancer of " + name);
        LoadBalancer balancer = new LoadBalancer(
                name,
                LoadBalancerArgs.builder()
                        .name(fullName(scope, name))
                        .loadBalancerType("application")
                        .internal(true)
                        .subnets(network.subnetIds())
                        .securityGroups(Output.all(group.id()))
                        .dropInvalidHeaderFields(true)
                        .enableDeletionProtection(scope.settings().retainData())
                        .build(),
                Scope.in(parent));
        return new PrivateBalancer(parent, name, group, balancer);
    }

    /** Returns the name of load balancer and target group. */
    static String fullName(Scope scope, String name) {
        String full = scope.names().regional(name);
        if (full.length() > MAX_NAME) {
            throw new IllegalArgumentException(
                    "The load balancer's name " + full + " is too long; allowed: " + MAX_NAME + " characters");
        }
        return full;
    }

    Listener forwardTo(TargetGroup targets) {
        return new Listener(
                name,
                ListenerArgs.builder()
                        .loadBalancerArn(balancer.arn())
                        .port(PORT)
                        .protocol("HTTP")
                        .defaultActions(ListenerDefaultActionArgs.builder()
                                .type("forward")
                                .targetGroupArn(targets.arn())
                                .build())
                        .build(),
                Scope.in(parent));
    }
}
