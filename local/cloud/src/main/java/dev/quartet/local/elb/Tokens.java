package dev.quartet.local.elb;

import java.util.List;

/** The type tokens under which Pulumi registers each kind of resource: {@code aws:lb} and its older name {@code aws:alb}. */
final class Tokens {
    static final List<String> LOAD_BALANCER = both("loadBalancer:LoadBalancer");
    static final List<String> LISTENER = both("listener:Listener");
    static final List<String> LISTENER_RULE = both("listenerRule:ListenerRule");
    static final List<String> TARGET_GROUP = both("targetGroup:TargetGroup");
    static final List<String> ATTACHMENT = both("targetGroupAttachment:TargetGroupAttachment");

    private Tokens() {}

    private static List<String> both(String type) {
        return List.of("aws:lb/" + type, "aws:alb/" + type);
    }
}
