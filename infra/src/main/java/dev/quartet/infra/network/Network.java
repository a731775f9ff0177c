package dev.quartet.infra.network;

import com.pulumi.aws.ec2.DefaultSecurityGroup;
import com.pulumi.aws.ec2.DefaultSecurityGroupArgs;
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
import java.util.stream.Stream;

/**
 * A VPC with two private subnets in two zones and no way out but gateway endpoints to DynamoDB and S3, which cost
 * nothing. There is no NAT: what runs here reaches what has an endpoint, and nothing else.
 */
public final class Network extends ComponentResource {
    private static final int ZONES = 2;

    private final Scope scope;
    private final Vpc vpc;
    private final List<Subnet> subnets = new ArrayList<>();
    private final List<RouteTableAssociation> routes = new ArrayList<>();
    private final GatewayEndpoints endpoints;

    public Network(Scope scope) {
        super("quartet:network:Network", "network", scope.top());
        this.scope = scope;
        this.vpc = new Vpc(
                "vpc",
                VpcArgs.builder()
                        .cidrBlock(scope.settings().network().vpcCidr())
                        .enableDnsSupport(true)
                        .enableDnsHostnames(true)
                        .tags(Map.of("Name", scope.names().regional("vpc")))
                        .build(),
                Scope.in(this));
        // The group that everything without a group of its own would get: it admits nothing and reaches nothing.
        new DefaultSecurityGroup(
                "default", DefaultSecurityGroupArgs.builder().vpcId(vpc.id()).build(), Scope.in(this));
        RouteTable table = new RouteTable(
                "private",
                RouteTableArgs.builder()
                        .vpcId(vpc.id())
                        .tags(Map.of("Name", scope.names().regional("private")))
                        .build(),
                Scope.in(this));
        addSubnets(Zones.choose(scope), table);
        this.endpoints = new GatewayEndpoints(this, scope, vpc, table);
        registerOutputs(Map.of("vpcId", vpc.id()));
    }

    private void addSubnets(Output<List<String>> zoneIds, RouteTable table) {
        for (int i = 0; i < ZONES; i++) {
            int zone = i;
            String name = "private-" + (i + 1);
            Subnet subnet = new Subnet(
                    name,
                    SubnetArgs.builder()
                            .vpcId(vpc.id())
                            .cidrBlock(scope.settings().network().subnetCidr(i))
                            .availabilityZoneId(zoneIds.applyValue(ids -> ids.get(zone)))
                            .tags(Map.of("Name", scope.names().regional(name)))
                            .build(),
                    Scope.in(this));
            subnets.add(subnet);
            routes.add(new RouteTableAssociation(
                    name,
                    RouteTableAssociationArgs.builder()
                            .subnetId(subnet.id())
                            .routeTableId(table.id())
                            .build(),
                    Scope.in(this)));
        }
    }

    /** Returns the VPC's id. */
    public Output<String> vpcId() {
        return vpc.id();
    }

    /** Returns the id of each private subnet. */
    public List<Output<String>> eachSubnetId() {
        return subnets.stream().map(Subnet::id).toList();
    }

    /** Returns the ids of the private subnets. */
    public Output<List<String>> subnetIds() {
        return Output.all(subnets.stream().map(Subnet::id).toList());
    }

    /** Returns what must exist before something in the subnets can reach an endpoint. */
    public List<Resource> reachable() {
        return Stream.concat(routes.stream(), endpoints.all().stream())
                .map(Resource.class::cast)
                .toList();
    }

    /** Makes a security group without rules; rules are resources of their own, so that groups may name each other. */
    public PrivateGroup group(Resource parent, String name, String description) {
        return new PrivateGroup(parent, scope, vpc, name, description);
    }

    /** Lets a group reach DynamoDB and S3 through the gateway endpoints. */
    public List<Resource> allowEndpoints(Resource parent, PrivateGroup group) {
        return endpoints.allowFrom(parent, group);
    }

    /** Lets a group reach S3 through its gateway endpoint. */
    public Resource allowS3(Resource parent, PrivateGroup group) {
        return endpoints.allowS3From(parent, group);
    }
}
