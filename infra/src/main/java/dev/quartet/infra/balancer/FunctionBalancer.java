package dev.quartet.infra.balancer;

import com.pulumi.aws.lambda.Permission;
import com.pulumi.aws.lambda.PermissionArgs;
import com.pulumi.aws.lb.Listener;
import com.pulumi.aws.lb.TargetGroup;
import com.pulumi.aws.lb.TargetGroupArgs;
import com.pulumi.aws.lb.TargetGroupAttachment;
import com.pulumi.aws.lb.TargetGroupAttachmentArgs;
import com.pulumi.aws.lb.inputs.TargetGroupHealthCheckArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.Resource;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.lambda.JavaFunction;
import dev.quartet.infra.network.Network;
import dev.quartet.infra.network.PrivateGroup;
import dev.quartet.infra.operations.Alarms;
import java.util.List;
import java.util.Map;

/**
 * A load balancer inside the private network in front of one function. It checks nobody's identity and speaks plain HTTP:
 * only those security groups reach it that are let in, and they must stand behind something that does both.
 */
public final class FunctionBalancer extends ComponentResource {
    private final PrivateBalancer balancer;
    private final TargetGroup targets;
    private final Listener listener;

    public FunctionBalancer(
            Scope scope, Resource parent, String name, Network network, JavaFunction function, Alarms alarms) {
        super("quartet:balancer:FunctionBalancer", name, Scope.component(parent));
        this.balancer = PrivateBalancer.create(scope, this, name, network);
        this.targets = targets(PrivateBalancer.fullName(scope, name), name, function);
        this.listener = balancer.forwardTo(targets);
        new BalancerAlarms(alarms, arnSuffix(), targets.arnSuffix()).create(this, name);
        registerOutputs(Map.of("listenerArn", listener.arn()));
    }

    private TargetGroup targets(String fullName, String name, JavaFunction function) {
        TargetGroup made = new TargetGroup(
                name,
                TargetGroupArgs.builder()
                        .name(fullName)
                        .targetType("lambda")
                        // Else a header or query parameter that occurs twice arrives once.
                        .lambdaMultiValueHeadersEnabled(true)
                        // Each check would be an invocation.
                        .healthCheck(TargetGroupHealthCheckArgs.builder()
                                .enabled(false)
                                .build())
                        .build(),
                Scope.in(this));
        Permission permission = new Permission(
                name,
                PermissionArgs.builder()
                        .action("lambda:InvokeFunction")
                        .function(function.functionName())
                        .qualifier(function.aliasName())
                        .principal("elasticloadbalancing.amazonaws.com")
                        .sourceArn(made.arn())
                        .build(),
                Scope.in(this));
        new TargetGroupAttachment(
                name,
                TargetGroupAttachmentArgs.builder()
                        .targetGroupArn(made.arn())
                        .targetId(function.aliasArn())
                        .build(),
                Scope.in(this, List.of(permission)));
        return made;
    }

    /** Lets a security group in. */
    public void admit(PrivateGroup caller) {
        caller.allowTo(this, balancer.group(), PrivateBalancer.PORT);
    }

    /** Returns the listener, which VPC links connect to. */
    public Output<String> listenerArn() {
        return listener.arn();
    }

    /** Returns the end of the load balancer's ARN, its dimension in CloudWatch. */
    public Output<String> arnSuffix() {
        return balancer.balancer().arnSuffix();
    }

    /** Returns the end of the target group's ARN, its dimension in CloudWatch. */
    public Output<String> targetsArnSuffix() {
        return targets.arnSuffix();
    }
}
