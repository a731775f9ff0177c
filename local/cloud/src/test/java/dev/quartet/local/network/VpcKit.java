package dev.quartet.local.network;

import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Reachability;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A VPC with a private subnet in each of two zones, in which nothing is let through yet. */
public final class VpcKit {
    private final CloudContext context;
    private final NetworkModule module;
    private final ResourceCatalog catalog = new ResourceCatalog();
    private final String vpc;
    private final Map<String, String> subnets = new HashMap<>();

    public VpcKit(CloudContext context) {
        this.context = context;
        module = new NetworkModule(context, (owner, policy) -> {});
        module.install(catalog);
        vpc = register("aws:ec2/vpc:Vpc", "vpc", Map.of("cidrBlock", "10.0.0.0/16"))
                .id();
        subnets.put("a", subnet("a", "10.0.0.0/20"));
        subnets.put("b", subnet("b", "10.0.16.0/20"));
    }

    public Reachability reachability() {
        return module.reachability();
    }

    /** Returns the subnet in zone {@code a} or {@code b}. */
    public String subnet(String zone) {
        return subnets.get(zone);
    }

    public String group(String name) {
        return register("aws:ec2/securityGroup:SecurityGroup", name, Map.of("vpcId", vpc, "name", name))
                .id();
    }

    /** Lets members of one group reach a port of members of another. */
    public void open(String from, String to, int port) {
        rule("Egress", from, port, Map.of("referencedSecurityGroupId", to));
        rule("Ingress", to, port, Map.of("referencedSecurityGroupId", from));
    }

    /** Admits CloudFront's requests to {@code port}. */
    public void admitCloudFront(String group, int port) {
        var list = catalog.call(
                "aws:ec2/getManagedPrefixList:getManagedPrefixList",
                new Inputs("list", Map.of("name", PrefixLists.CLOUDFRONT)));
        rule("Ingress", group, port, Map.of("prefixListId", list.get("id")));
    }

    public void internetGateway() {
        var gateway = register("aws:ec2/internetGateway:InternetGateway", "internet", Map.of());
        register(
                "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment",
                "internet",
                Map.of("internetGatewayId", gateway.id(), "vpcId", vpc));
    }

    void rule(String direction, String group, int port, Map<String, ?> otherSide) {
        var inputs = new HashMap<String, Object>(otherSide);
        inputs.put("securityGroupId", group);
        inputs.put("ipProtocol", "tcp");
        inputs.put("fromPort", (double) port);
        inputs.put("toPort", (double) port);
        var type = "aws:vpc/securityGroup%sRule:SecurityGroup%sRule".formatted(direction, direction);
        register(type, "rule-" + inputs, inputs);
    }

    private String subnet(String zone, String cidr) {
        return register(
                        "aws:ec2/subnet:Subnet",
                        zone,
                        Map.of("vpcId", vpc, "cidrBlock", cidr, "availabilityZone", context.region() + zone))
                .id();
    }

    private Provisioned register(String type, String name, Map<String, ?> inputs) {
        return catalog.provision(new Registration(
                type, name, "urn:" + type + "::" + name, context.region(), new Inputs(name, inputs), List.of()));
    }
}
