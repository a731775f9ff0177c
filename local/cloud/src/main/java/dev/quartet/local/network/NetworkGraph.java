package dev.quartet.local.network;

import dev.quartet.local.core.ProvisionException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The VPCs of the program as registered so far. Thread-safe. */
final class NetworkGraph {
    /** A VPC. */
    record Vpc(String id, Cidr cidr, String mainRouteTableId, String defaultGroupId, boolean dnsHostnames) {}

    /** A subnet. */
    record Subnet(String id, String vpcId, Cidr cidr, String zone) {}

    /** A route table; {@code routes}: destination to target id. */
    record RouteTable(String id, String vpcId, Map<String, String> routes) {}

    final Map<String, Vpc> vpcs = new ConcurrentHashMap<>();
    final Map<String, Subnet> subnets = new ConcurrentHashMap<>();
    final Map<String, RouteTable> routeTables = new ConcurrentHashMap<>();
    final Map<String, String> routeTableOfSubnet = new ConcurrentHashMap<>();
    final Map<String, SecurityGroup> groups = new ConcurrentHashMap<>();
    final Map<String, Endpoint> endpoints = new ConcurrentHashMap<>();
    final Map<String, String> endpointPolicies = new ConcurrentHashMap<>();
    final Set<String> internetGateways = ConcurrentHashMap.newKeySet();

    Vpc vpc(String id) {
        return found(vpcs, id, "InvalidVpcID.NotFound", "vpc ID");
    }

    Subnet subnet(String id) {
        return found(subnets, id, "InvalidSubnetID.NotFound", "subnet ID");
    }

    RouteTable routeTable(String id) {
        return found(routeTables, id, "InvalidRouteTableID.NotFound", "routeTable ID");
    }

    SecurityGroup group(String id) {
        return found(groups, id, "InvalidGroup.NotFound", "security group");
    }

    Endpoint endpoint(String id) {
        return found(endpoints, id, "InvalidVpcEndpointId.NotFound", "Vpc Endpoint Id");
    }

    /** Returns the table whose routes count for {@code subnet}: its own, else the VPC's main one. */
    RouteTable routeTableOf(Subnet subnet) {
        var own = Optional.ofNullable(routeTableOfSubnet.get(subnet.id()));
        return routeTable(own.orElseGet(() -> vpc(subnet.vpcId()).mainRouteTableId()));
    }

    private static <T> T found(Map<String, T> map, String id, String code, String what) {
        var value = map.get(id);
        if (value == null) {
            throw new ProvisionException("%s: The %s '%s' does not exist".formatted(code, what, id));
        }
        return value;
    }
}
