package dev.quartet.infra.network;

import com.pulumi.aws.ec2.DefaultSecurityGroup;
import com.pulumi.aws.ec2.DefaultSecurityGroupArgs;
import com.pulumi.aws.ec2.Eip;
import com.pulumi.aws.ec2.EipArgs;
import com.pulumi.aws.ec2.InternetGateway;
import com.pulumi.aws.ec2.InternetGatewayArgs;
import com.pulumi.aws.ec2.NatGateway;
import com.pulumi.aws.ec2.NatGatewayArgs;
import com.pulumi.aws.ec2.Route;
import com.pulumi.aws.ec2.RouteArgs;
import com.pulumi.aws.ec2.RouteTable;
import com.pulumi.aws.ec2.RouteTableArgs;
import com.pulumi.aws.ec2.RouteTableAssociation;
import com.pulumi.aws.ec2.RouteTableAssociationArgs;
import com.pulumi.aws.ec2.Subnet;
import com.pulumi.aws.ec2.SubnetArgs;
import com.pulumi.aws.ec2.Vpc;
import com.pulumi.aws.ec2.VpcArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.Resource;
import dev.quartet.infra.core.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A VPC of its own for what people reach from the internet: a public subnet for the load balancer and a private one for what
 * is behind it, in each of two zones. What is private reaches the internet through one NAT gateway, and is not reached
 * from there. Nothing leads to the architectures' {@link Network}.
 */
public final class PublicNetwork extends ComponentResource {
    private static final String CIDR = "10.255.0.0/24";
    /** A load balancer wants /27 at least, with eight free addresses. */
    private static final List<String> PUBLIC = List.of("10.255.0.0/27", "10.255.0.32/27");

    private static final List<String> PRIVATE = List.of("10.255.0.64/27", "10.255.0.96/27");
    private static final String EVERYWHERE = "0.0.0.0/0";

    private final Scope scope;
    private final String name;
    private final Vpc vpc;
    private final List<Subnet> open;
    private final List<Subnet> closed;
    private final List<Resource> ways = new ArrayList<>();

    public PublicNetwork(Scope scope, Resource parent, String name) {
        super("quartet:network:PublicNetwork", name, Scope.component(parent));
        this.scope = scope;
        this.name = name;
        this.vpc = new Vpc(
                name,
                VpcArgs.builder()
                        .cidrBlock(CIDR)
                        .enableDnsSupport(true)
                        .enableDnsHostnames(true)
                        .tags(tags(name))
                        .build(),
                Scope.in(this));
        new DefaultSecurityGroup(
                name, DefaultSecurityGroupArgs.builder().vpcId(vpc.id()).build(), Scope.in(this));
        InternetGateway gateway = new InternetGateway(
                name,
                InternetGatewayArgs.builder().vpcId(vpc.id()).tags(tags(name)).build(),
                Scope.in(this));
        Output<List<String>> zones = Zones.choose(scope);
        RouteTable outside = table("public");
        this.open = subnets("public", PUBLIC, zones, outside);
        ways.add(route("public", RouteArgs.builder().routeTableId(outside.id()).gatewayId(gateway.id())));
        RouteTable inside = table("private");
        this.closed = subnets("private", PRIVATE, zones, inside);
        ways.add(route(
                "private",
                RouteArgs.builder()
                        .routeTableId(inside.id())
                        .natGatewayId(nat(gateway).id())));
        registerOutputs(Map.of("vpcId", vpc.id()));
    }

    private Map<String, String> tags(String part) {
        return Map.of("Name", scope.names().regional(part));
    }

    private RouteTable table(String kind) {
        return new RouteTable(
                name + "-" + kind,
                RouteTableArgs.builder()
                        .vpcId(vpc.id())
                        .tags(tags(name + "-" + kind))
                        .build(),
                Scope.in(this));
    }

    private Route route(String kind, RouteArgs.Builder way) {
        return new Route(name + "-" + kind, way.destinationCidrBlock(EVERYWHERE).build(), Scope.in(this));
    }

    private List<Subnet> subnets(String kind, List<String> blocks, Output<List<String>> zones, RouteTable table) {
        List<Subnet> subnets = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            int zone = i;
            String full = name + "-" + kind + "-" + (i + 1);
            Subnet subnet = new Subnet(
                    full,
                    SubnetArgs.builder()
                            .vpcId(vpc.id())
                            .cidrBlock(blocks.get(i))
                            .availabilityZoneId(zones.applyValue(ids -> ids.get(zone)))
                            .tags(tags(full))
                            .build(),
                    Scope.in(this));
            subnets.add(subnet);
            ways.add(new RouteTableAssociation(
                    full,
                    RouteTableAssociationArgs.builder()
                            .subnetId(subnet.id())
                            .routeTableId(table.id())
                            .build(),
                    Scope.in(this)));
        }
        return subnets;
    }

    /** One for both zones: without its zone the other's tasks reach nothing, and a second one costs as much again. */
    private NatGateway nat(InternetGateway gateway) {
        Eip address = new Eip(
                name, EipArgs.builder().domain("vpc").tags(tags(name)).build(), Scope.in(this, List.of(gateway)));
        return new NatGateway(
                name,
                NatGatewayArgs.builder()
                        .subnetId(open.get(0).id())
                        .allocationId(address.allocationId())
                        .tags(tags(name))
                        .build(),
                Scope.in(this, List.of(gateway)));
    }

    /** Returns the VPC's id. */
    public Output<String> vpcId() {
        return vpc.id();
    }

    /** Returns the ids of the subnets that the internet reaches. */
    public Output<List<String>> publicSubnetIds() {
        return Output.all(open.stream().map(Subnet::id).toList());
    }

    /** Returns the ids of the subnets that it does not reach. */
    public Output<List<String>> privateSubnetIds() {
        return Output.all(closed.stream().map(Subnet::id).toList());
    }

    /** Makes a security group without rules. */
    public PrivateGroup group(Resource parent, String group, String description) {
        return new PrivateGroup(parent, scope, vpc, group, description);
    }

    /** Returns what must exist before something in the subnets reaches anything. */
    public List<Resource> reachable() {
        return List.copyOf(ways);
    }
}
