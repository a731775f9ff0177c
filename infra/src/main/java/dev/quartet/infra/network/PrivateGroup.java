package dev.quartet.infra.network;

import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.SecurityGroupArgs;
import com.pulumi.aws.ec2.Vpc;
import com.pulumi.aws.vpc.SecurityGroupEgressRule;
import com.pulumi.aws.vpc.SecurityGroupEgressRuleArgs;
import com.pulumi.aws.vpc.SecurityGroupIngressRule;
import com.pulumi.aws.vpc.SecurityGroupIngressRuleArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.quartet.infra.core.Scope;
import java.util.List;
import java.util.Map;

/** A security group that admits and reaches only what is added to it. */
public final class PrivateGroup {
    private static final String EVERYWHERE = "0.0.0.0/0";

    private final String name;
    private final SecurityGroup group;

    PrivateGroup(Resource parent, Scope scope, Vpc vpc, String name, String description) {
        this.name = name;
        this.group = new SecurityGroup(
                name,
                SecurityGroupArgs.builder()
                        .vpcId(vpc.id())
                        .name(scope.names().regional(name))
                        .description(description)
                        .tags(Map.of("Name", scope.names().regional(name)))
                        .build(),
                Scope.in(parent));
    }

    /** Returns the group's id. */
    public Output<String> id() {
        return group.id();
    }

    /** Lets this group open TCP connections to the other one; returns both rules. */
    public List<Resource> allowTo(Resource parent, PrivateGroup other, int port) {
        String rule = name + "-to-" + other.name;
        return List.of(
                new SecurityGroupEgressRule(
                        rule,
                        SecurityGroupEgressRuleArgs.builder()
                                .securityGroupId(id())
                                .referencedSecurityGroupId(other.id())
                                .ipProtocol("tcp")
                                .fromPort(port)
                                .toPort(port)
                                .description("To " + other.name)
                                .build(),
                        Scope.in(parent)),
                new SecurityGroupIngressRule(
                        rule,
                        SecurityGroupIngressRuleArgs.builder()
                                .securityGroupId(other.id())
                                .referencedSecurityGroupId(id())
                                .ipProtocol("tcp")
                                .fromPort(port)
                                .toPort(port)
                                .description("From " + name)
                                .build(),
                        Scope.in(parent)));
    }

    /** Lets those on a prefix list open TCP connections to this group. */
    public Resource admitPrefixList(Resource parent, String who, Output<String> prefixListId, int port) {
        return new SecurityGroupIngressRule(
                who + "-to-" + name,
                SecurityGroupIngressRuleArgs.builder()
                        .securityGroupId(id())
                        .prefixListId(prefixListId)
                        .ipProtocol("tcp")
                        .fromPort(port)
                        .toPort(port)
                        .description("From " + who)
                        .build(),
                Scope.in(parent));
    }

    /** Lets the whole internet open TCP connections to this group. */
    public Resource admitEverybody(Resource parent, int port) {
        return new SecurityGroupIngressRule(
                "everybody-to-" + name + "-" + port,
                SecurityGroupIngressRuleArgs.builder()
                        .securityGroupId(id())
                        .cidrIpv4(EVERYWHERE)
                        .ipProtocol("tcp")
                        .fromPort(port)
                        .toPort(port)
                        .description("From everybody")
                        .build(),
                Scope.in(parent));
    }

    /** Lets this group open TCP connections to the whole internet. */
    public Resource allowEverywhere(Resource parent, int port) {
        return new SecurityGroupEgressRule(
                name + "-to-everywhere",
                SecurityGroupEgressRuleArgs.builder()
                        .securityGroupId(id())
                        .cidrIpv4(EVERYWHERE)
                        .ipProtocol("tcp")
                        .fromPort(port)
                        .toPort(port)
                        .description("To everywhere")
                        .build(),
                Scope.in(parent));
    }

    Resource allowToPrefixList(Resource parent, String service, Output<String> prefixListId, int port) {
        return new SecurityGroupEgressRule(
                name + "-to-" + service,
                SecurityGroupEgressRuleArgs.builder()
                        .securityGroupId(id())
                        .prefixListId(prefixListId)
                        .ipProtocol("tcp")
                        .fromPort(port)
                        .toPort(port)
                        .description("To " + service + " through its gateway endpoint")
                        .build(),
                Scope.in(parent));
    }
}
