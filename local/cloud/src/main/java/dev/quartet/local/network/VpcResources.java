package dev.quartet.local.network;

import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** VPCs, subnets, route tables and gateways. Thread-safe. */
final class VpcResources {
    private static final Set<String> TARGETS = Set.of(
            "gatewayId",
            "natGatewayId",
            "vpcEndpointId",
            "networkInterfaceId",
            "transitGatewayId",
            "vpcPeeringConnectionId",
            "egressOnlyGatewayId");

    private final CloudContext cloud;
    private final NetworkGraph graph;

    VpcResources(CloudContext cloud, NetworkGraph graph) {
        this.cloud = cloud;
        this.graph = graph;
    }

    void install(ResourceCatalog catalog) {
        catalog.resource("aws:ec2/vpc:Vpc", this::vpc)
                .resource("aws:ec2/subnet:Subnet", this::subnet)
                .resource("aws:ec2/routeTable:RouteTable", this::routeTable)
                .resource("aws:ec2/route:Route", this::route)
                .resource("aws:ec2/routeTableAssociation:RouteTableAssociation", this::association)
                .resource("aws:ec2/internetGateway:InternetGateway", this::internetGateway)
                .resource(
                        "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment", this::internetGatewayAttachment);
    }

    private Provisioned vpc(Registration registration) {
        var inputs = registration.inputs();
        var cidr = cidr(registration, "InvalidVpc.Range", inputs.string("cidrBlock"));
        var id = Ids.of("vpc", registration);
        var mainTable = Ids.of("rtb", registration);
        var defaultGroup = Ids.of("sg", registration);
        graph.routeTables.put(mainTable, new NetworkGraph.RouteTable(mainTable, id, new ConcurrentHashMap<>()));
        graph.groups.put(defaultGroup, defaultGroup(defaultGroup, id));
        var dns = inputs.flag("enableDnsSupport", true);
        graph.vpcs.put(
                id,
                new NetworkGraph.Vpc(
                        id, cidr, mainTable, defaultGroup, dns && inputs.flag("enableDnsHostnames", false)));
        var outputs = owned(registration, "vpc/" + id);
        outputs.put("mainRouteTableId", mainTable);
        outputs.put("defaultRouteTableId", mainTable);
        outputs.put("defaultSecurityGroupId", defaultGroup);
        outputs.put("defaultNetworkAclId", Ids.of("acl", registration));
        outputs.put("dhcpOptionsId", Ids.of("dopt", "default"));
        outputs.put("enableDnsSupport", dns);
        outputs.put("enableDnsHostnames", inputs.flag("enableDnsHostnames", false));
        outputs.put("instanceTenancy", "default");
        return Provisioned.running(id, outputs);
    }

    /** What AWS makes with each VPC: its members reach each other and everything else. */
    private static SecurityGroup defaultGroup(String id, String vpcId) {
        var group = new SecurityGroup(id, "default", vpcId);
        group.ingress().add(SecurityGroupResources.allFrom(id));
        group.egress().add(SecurityGroupResources.allTo("0.0.0.0/0"));
        return group;
    }

    private Provisioned subnet(Registration registration) {
        var inputs = registration.inputs();
        var vpc = graph.vpc(inputs.string("vpcId"));
        var block = inputs.string("cidrBlock");
        var cidr = cidr(registration, "InvalidSubnet.Range", block);
        if (!vpc.cidr().contains(cidr)) {
            throw new ProvisionException(
                    "InvalidSubnet.Range: %s: The CIDR '%s' is invalid: it is not inside the VPC's block"
                            .formatted(registration.name(), block));
        }
        var id = Ids.of("subnet", registration);
        var zone = inputs.optionalString("availabilityZone")
                .or(() -> inputs.optionalString("availabilityZoneId").map(this::zoneName))
                .orElse(registration.region() + "a");
        synchronized (graph.subnets) {
            for (var other : graph.subnets.values()) {
                if (other.vpcId().equals(vpc.id()) && other.cidr().overlaps(cidr)) {
                    throw new ProvisionException(
                            "InvalidSubnet.Conflict: %s: The CIDR '%s' conflicts with another subnet (%s)"
                                    .formatted(registration.name(), block, other.id()));
                }
            }
            graph.subnets.put(id, new NetworkGraph.Subnet(id, vpc.id(), cidr, zone));
        }
        var outputs = owned(registration, "subnet/" + id);
        outputs.put("availabilityZone", zone);
        inputs.optionalString("availabilityZoneId").ifPresent(z -> outputs.put("availabilityZoneId", z));
        outputs.put("mapPublicIpOnLaunch", inputs.flag("mapPublicIpOnLaunch", false));
        return Provisioned.running(id, outputs);
    }

    private String zoneName(String zoneId) {
        var number = zoneId.charAt(zoneId.length() - 1) - '1';
        return cloud.region() + (char) ('a' + Math.max(0, number));
    }

    private Provisioned routeTable(Registration registration) {
        var vpc = graph.vpc(registration.inputs().string("vpcId"));
        var id = Ids.of("rtb", registration);
        var routes = new ConcurrentHashMap<String, String>();
        for (var route : registration.inputs().blocks("routes")) {
            routes.put(route.optionalString("cidrBlock").orElseGet(() -> route.owner()), target(route));
        }
        graph.routeTables.put(id, new NetworkGraph.RouteTable(id, vpc.id(), routes));
        return Provisioned.running(id, owned(registration, "route-table/" + id));
    }

    private Provisioned route(Registration registration) {
        var inputs = registration.inputs();
        var table = graph.routeTable(inputs.string("routeTableId"));
        var destination = inputs.optionalString("destinationCidrBlock")
                .or(() -> inputs.optionalString("destinationIpv6CidrBlock"))
                .orElseGet(() -> inputs.string("destinationPrefixListId"));
        if (table.routes().putIfAbsent(destination, target(inputs)) != null) {
            throw new ProvisionException("RouteAlreadyExists: %s: The route identified by %s already exists."
                    .formatted(registration.name(), destination));
        }
        return Provisioned.running(
                Ids.of("r-" + table.id(), registration), Map.of("state", "active", "origin", "CreateRoute"));
    }

    private static String target(Inputs inputs) {
        return TARGETS.stream()
                .filter(inputs::has)
                .findFirst()
                .map(inputs::string)
                .orElseThrow(() -> new ProvisionException(inputs.owner() + ": a route needs one of " + TARGETS));
    }

    private Provisioned association(Registration registration) {
        var inputs = registration.inputs();
        var table = graph.routeTable(inputs.string("routeTableId"));
        var subnet = graph.subnet(inputs.string("subnetId"));
        if (!subnet.vpcId().equals(table.vpcId())) {
            throw new ProvisionException(
                    "InvalidParameterValue: %s: Route table %s and subnet %s belong to different networks"
                            .formatted(registration.name(), table.id(), subnet.id()));
        }
        if (graph.routeTableOfSubnet.putIfAbsent(subnet.id(), table.id()) != null) {
            throw new ProvisionException("Resource.AlreadyAssociated: %s: the subnet %s has a route table already"
                    .formatted(registration.name(), subnet.id()));
        }
        return Provisioned.running(Ids.of("rtbassoc", registration), Map.of());
    }

    private Provisioned internetGateway(Registration registration) {
        var id = Ids.of("igw", registration);
        var vpc = registration.inputs().optionalString("vpcId");
        vpc.ifPresent(each -> attach(registration, each));
        var outputs = owned(registration, "internet-gateway/" + id);
        vpc.ifPresent(each -> outputs.put("vpcId", each));
        return Provisioned.recorded(id, outputs);
    }

    private Provisioned internetGatewayAttachment(Registration registration) {
        var gateway = registration.inputs().string("internetGatewayId");
        var vpc = registration.inputs().string("vpcId");
        attach(registration, vpc);
        return Provisioned.recorded(gateway + ":" + vpc, Map.of());
    }

    private void attach(Registration registration, String vpc) {
        if (!graph.internetGateways.add(graph.vpc(vpc).id())) {
            throw new ProvisionException("Resource.AlreadyAssociated: %s: %s has an internet gateway already"
                    .formatted(registration.name(), vpc));
        }
    }

    private Map<String, Object> owned(Registration registration, String resource) {
        var outputs = new HashMap<String, Object>();
        outputs.put("arn", "arn:aws:ec2:%s:%s:%s".formatted(registration.region(), cloud.accountId(), resource));
        outputs.put("ownerId", cloud.accountId());
        outputs.put("tagsAll", registration.inputs().texts("tags"));
        return outputs;
    }

    private static Cidr cidr(Registration registration, String code, String text) {
        try {
            var cidr = Cidr.of(text);
            if (cidr.bits() < 16 || cidr.bits() > 28) {
                throw new IllegalArgumentException("'" + text + "' must be from /16 to /28");
            }
            return cidr;
        } catch (IllegalArgumentException e) {
            throw new ProvisionException(code + ": " + registration.name() + ": " + e.getMessage(), e);
        }
    }
}
