package dev.quartet.local.network;

import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Security groups and their rules. As the provider does, a new group starts without the rule to everywhere that EC2 itself
 * would give it. Thread-safe.
 */
final class SecurityGroupResources {
    private static final int LAST_PORT = 65_535;
    private static final int MOST_RULES = 60;

    private final CloudContext cloud;
    private final NetworkGraph graph;

    SecurityGroupResources(CloudContext cloud, NetworkGraph graph) {
        this.cloud = cloud;
        this.graph = graph;
    }

    void install(ResourceCatalog catalog) {
        catalog.resource("aws:ec2/securityGroup:SecurityGroup", this::group)
                .resource("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", this::defaultGroup)
                .resource("aws:ec2/securityGroupRule:SecurityGroupRule", this::groupRule)
                .resource("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", r -> rule(r, true))
                .resource("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", r -> rule(r, false));
    }

    static Rule allFrom(String groupId) {
        return new Rule("-1", 0, LAST_PORT, Optional.empty(), Optional.empty(), Optional.of(groupId));
    }

    static Rule allTo(String cidr) {
        return new Rule("-1", 0, LAST_PORT, Optional.of(Cidr.of(cidr)), Optional.empty(), Optional.empty());
    }

    private Provisioned group(Registration registration) {
        var inputs = registration.inputs();
        var vpc = graph.vpc(inputs.string("vpcId"));
        var name = registration.physicalName("name");
        if (name.startsWith("sg-") || name.length() > 255) {
            throw new ProvisionException("InvalidParameterValue: %s: group names have at most 255 characters and do not"
                            .formatted(registration.name())
                    + " begin with sg-: '" + name + "'");
        }
        var group = new SecurityGroup(Ids.of("sg", registration), name, vpc.id());
        synchronized (graph.groups) {
            if (graph.groups.values().stream()
                    .anyMatch(g -> g.vpcId().equals(vpc.id()) && g.name().equals(name))) {
                throw new ProvisionException(
                        "InvalidGroup.Duplicate: The security group '%s' already exists for VPC '%s'"
                                .formatted(name, vpc.id()));
            }
            graph.groups.put(group.id(), group);
        }
        fill(group, inputs);
        return Provisioned.running(group.id(), outputs(registration, group));
    }

    /** Takes over the VPC's own group: its rules become those of the program, by default none. */
    private Provisioned defaultGroup(Registration registration) {
        var vpc = graph.vpc(registration.inputs().string("vpcId"));
        var group = graph.group(vpc.defaultGroupId());
        group.ingress().clear();
        group.egress().clear();
        fill(group, registration.inputs());
        return Provisioned.running(group.id(), outputs(registration, group));
    }

    private void fill(SecurityGroup group, Inputs inputs) {
        inputs.blocks("ingress").forEach(block -> rules(block, group.id()).forEach(r -> add(group, true, r)));
        inputs.blocks("egress").forEach(block -> rules(block, group.id()).forEach(r -> add(group, false, r)));
    }

    private Map<String, Object> outputs(Registration registration, SecurityGroup group) {
        return Map.of(
                "arn",
                "arn:aws:ec2:%s:%s:security-group/%s".formatted(registration.region(), cloud.accountId(), group.id()),
                "name",
                group.name(),
                "ownerId",
                cloud.accountId(),
                "tagsAll",
                registration.inputs().texts("tags"));
    }

    /** The older resource: several sources in one. */
    private Provisioned groupRule(Registration registration) {
        var inputs = registration.inputs();
        var group = graph.group(inputs.string("securityGroupId"));
        var type = inputs.string("type");
        if (!type.equals("ingress") && !type.equals("egress")) {
            throw new ProvisionException(registration.name() + ": type must be ingress or egress, not " + type);
        }
        rules(inputs, group.id()).forEach(rule -> add(group, type.equals("ingress"), rule));
        var id = Ids.of("sgrule", registration);
        return Provisioned.running(id, Map.of("securityGroupRuleId", Ids.of("sgr", registration)));
    }

    private Provisioned rule(Registration registration, boolean ingress) {
        var inputs = registration.inputs();
        var group = graph.group(inputs.string("securityGroupId"));
        var sources = Stream.of("cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId")
                .filter(inputs::has)
                .toList();
        if (sources.size() != 1) {
            throw new ProvisionException(registration.name()
                    + ": exactly one of cidrIpv4, cidrIpv6, prefixListId, referencedSecurityGroupId is needed, not "
                    + sources);
        }
        inputs.optionalString("referencedSecurityGroupId").ifPresent(graph::group);
        add(
                group,
                ingress,
                new Rule(
                        protocol(inputs.string("ipProtocol")),
                        port(inputs, "fromPort", 0),
                        port(inputs, "toPort", LAST_PORT),
                        inputs.optionalString("cidrIpv4").map(c -> cidr(inputs, c)),
                        inputs.optionalString("prefixListId"),
                        inputs.optionalString("referencedSecurityGroupId")));
        var id = Ids.of("sgr", registration);
        return Provisioned.running(
                id,
                Map.of(
                        "securityGroupRuleId",
                        id,
                        "arn",
                        "arn:aws:ec2:%s:%s:security-group-rule/%s"
                                .formatted(registration.region(), cloud.accountId(), id)));
    }

    private List<Rule> rules(Inputs block, String own) {
        var protocol = protocol(block.string("protocol"));
        var from = port(block, "fromPort", 0);
        // All protocols: 0 to 0 stands for all ports.
        var to = protocol.equals("-1") ? LAST_PORT : port(block, "toPort", LAST_PORT);
        var result = new ArrayList<Rule>();
        for (var cidr : block.strings("cidrBlocks")) {
            result.add(
                    new Rule(protocol, from, to, Optional.of(cidr(block, cidr)), Optional.empty(), Optional.empty()));
        }
        for (var list : block.strings("prefixListIds")) {
            result.add(new Rule(protocol, from, to, Optional.empty(), Optional.of(list), Optional.empty()));
        }
        var groups = new ArrayList<>(block.strings("securityGroups"));
        block.optionalString("sourceSecurityGroupId").ifPresent(groups::add);
        if (block.flag("self", false)) {
            groups.add(own);
        }
        for (var group : groups) {
            result.add(new Rule(
                    protocol,
                    from,
                    to,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(graph.group(group).id())));
        }
        return result;
    }

    private static void add(SecurityGroup group, boolean ingress, Rule rule) {
        var rules = ingress ? group.ingress() : group.egress();
        synchronized (group.ingress()) {
            // An IPv6 rule has no other side that could be compared.
            if (rules.contains(rule)
                    && (rule.cidr().isPresent()
                            || rule.group().isPresent()
                            || rule.prefixList().isPresent())) {
                throw new ProvisionException(
                        "InvalidPermission.Duplicate: the specified rule \"%s\" already exists in %s"
                                .formatted(rule, group));
            }
            int taken = rules.stream().mapToInt(PrefixLists::weight).sum();
            if (taken + PrefixLists.weight(rule) > MOST_RULES) {
                throw new ProvisionException(
                        "RulesPerSecurityGroupLimitExceeded: %s has %d %s rules already, one more would count for %d, and %d are allowed"
                                .formatted(
                                        group,
                                        taken,
                                        ingress ? "ingress" : "egress",
                                        PrefixLists.weight(rule),
                                        MOST_RULES));
            }
            rules.add(rule);
        }
    }

    private static int port(Inputs inputs, String property, int otherwise) {
        var port = inputs.optionalInteger(property).orElse(otherwise);
        if (port < -1 || port > LAST_PORT) {
            throw new ProvisionException("InvalidParameterValue: %s: %s must be from 0 to 65535, not %d"
                    .formatted(inputs.owner(), property, port));
        }
        return port == -1 ? otherwise : port;
    }

    private static String protocol(String protocol) {
        return protocol.equals("all") ? "-1" : protocol.toLowerCase(Locale.ROOT);
    }

    private static Cidr cidr(Inputs inputs, String text) {
        try {
            return Cidr.of(text);
        } catch (IllegalArgumentException e) {
            throw new ProvisionException("InvalidParameterValue: " + inputs.owner() + ": " + e.getMessage(), e);
        }
    }
}
