package dev.quartet.local.network;

import dev.quartet.local.core.Placement;
import dev.quartet.local.core.Reachability;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Computes from routes, endpoints and security groups whether a connection gets through. A placement in several subnets
 * must get through from each: nobody knows which one a call takes. Thread-safe.
 */
final class NetworkReachability implements Reachability {
    private static final int HTTPS = 443;
    // Where the endpoint's name differs from the signing name or the prefix of IAM actions.
    private static final Map<String, String> ENDPOINT_NAMES =
            Map.of("kinesis", "kinesis-streams", "cloudwatch", "monitoring", "ses", "email");

    private final NetworkGraph graph;

    NetworkReachability(NetworkGraph graph) {
        this.graph = graph;
    }

    @Override
    public Optional<String> blockedToService(Placement from, String service) {
        var name = ENDPOINT_NAMES.getOrDefault(service, service);
        return unknown(from).or(() -> from.subnetIds().stream()
                .map(graph::subnet)
                .flatMap(subnet -> blockedFrom(subnet, from, name).stream())
                .findFirst());
    }

    @Override
    public Optional<String> blockedToPort(Placement from, Placement to, int port) {
        return unknown(from).or(() -> unknown(to)).or(() -> blockedBetween(from, to, port));
    }

    @Override
    public Optional<String> blockedFromCloudFront(Placement to, int port) {
        return unknown(to).or(() -> withoutGateway(to)).or(() -> {
            var list = PrefixLists.id(PrefixLists.CLOUDFRONT);
            return groups(to).stream()
                            .flatMap(group -> group.ingress().stream())
                            .anyMatch(rule -> rule.allowsPrefixList(port, list))
                    ? Optional.empty()
                    : Optional.of(
                            "CloudFront cannot reach %s: no ingress rule of security groups %s allows TCP %d from %s (%s)"
                                    .formatted(to.owner(), groups(to), port, list, PrefixLists.CLOUDFRONT));
        });
    }

    private Optional<String> withoutGateway(Placement to) {
        return blocks(to).stream()
                .map(NetworkGraph.Subnet::vpcId)
                .filter(vpc -> !graph.internetGateways.contains(vpc))
                .map(vpc ->
                        "CloudFront cannot reach %s: %s has no internet gateway, which a VPC origin needs, though no route"
                                .formatted(to.owner(), vpc))
                .findFirst();
    }

    @Override
    public Optional<String> endpointPolicy(Placement from, String service) {
        var suffix = "." + ENDPOINT_NAMES.getOrDefault(service, service);
        return from.subnetIds().stream()
                .map(graph.subnets::get)
                .filter(subnet -> subnet != null)
                .flatMap(subnet -> graph.endpoints.values().stream()
                        .filter(e ->
                                e.vpcId().equals(subnet.vpcId()) && e.service().endsWith(suffix))
                        .filter(e -> !e.gateway() || leads(subnet, e)))
                .map(endpoint -> graph.endpointPolicies.get(endpoint.id()))
                .filter(policy -> policy != null)
                .findFirst();
    }

    @Override
    public Optional<Subnet> subnet(String id) {
        return Optional.ofNullable(graph.subnets.get(id))
                .map(found -> new Subnet(found.id(), found.vpcId(), found.zone()));
    }

    private Optional<String> blockedFrom(NetworkGraph.Subnet subnet, Placement from, String service) {
        var all = graph.endpoints.values().stream()
                .filter(e -> e.vpcId().equals(subnet.vpcId()) && e.service().endsWith("." + service))
                .toList();
        var usable = all.stream()
                .filter(e -> e.gateway()
                        ? leads(subnet, e)
                        : e.privateDns() && !e.subnetIds().isEmpty())
                .toList();
        if (!usable.isEmpty()) {
            return usable.stream()
                    .map(e -> e.gateway() ? blockedToGateway(from, e) : blockedToInterface(from, e))
                    .reduce((one, other) -> one.isEmpty() ? one : other)
                    .orElse(Optional.empty());
        }
        return throughInternet(subnet, from)
                ? Optional.empty()
                : Optional.of("%s cannot reach %s from subnet %s: %s"
                        .formatted(from.owner(), service, subnet.id(), missing(subnet, service, all)));
    }

    private String missing(NetworkGraph.Subnet subnet, String service, List<Endpoint> all) {
        var route = ", and a function's network interface has no other way out without a NAT gateway";
        if (all.isEmpty()) {
            return subnet.vpcId() + " has no VPC endpoint for " + service + route;
        }
        var endpoint = all.getFirst();
        if (endpoint.gateway()) {
            return "the %s is not associated with the subnet's route table %s"
                            .formatted(endpoint, graph.routeTableOf(subnet).id())
                    + route;
        }
        return endpoint
                + (endpoint.privateDns() ? " has no subnets" : " has no private DNS name: set privateDnsEnabled")
                + route;
    }

    private boolean leads(NetworkGraph.Subnet subnet, Endpoint endpoint) {
        return endpoint.routeTableIds().contains(graph.routeTableOf(subnet).id());
    }

    private boolean throughInternet(NetworkGraph.Subnet subnet, Placement from) {
        var target = graph.routeTableOf(subnet).routes().getOrDefault("0.0.0.0/0", "");
        return target.startsWith("nat-")
                && groups(from).stream().flatMap(g -> g.egress().stream()).anyMatch(r -> r.allowsInternet(HTTPS));
    }

    private Optional<String> blockedToGateway(Placement from, Endpoint endpoint) {
        var allowed = groups(from).stream()
                .flatMap(g -> g.egress().stream())
                .anyMatch(rule -> rule.allowsPrefixList(HTTPS, endpoint.prefixList()));
        return allowed
                ? Optional.empty()
                : Optional.of(
                        "%s cannot reach %s: no egress rule of its security groups %s allows TCP %d to prefix list %s"
                                .formatted(from.owner(), endpoint, groups(from), HTTPS, endpoint.prefixList()));
    }

    private Optional<String> blockedToInterface(Placement from, Endpoint endpoint) {
        return blockedBetween(
                from,
                new Placement(endpoint.toString(), List.copyOf(endpoint.subnetIds()), List.copyOf(endpoint.groupIds())),
                HTTPS);
    }

    private Optional<String> blockedBetween(Placement from, Placement to, int port) {
        var sources = groups(from);
        var targets = groups(to);
        for (var source : blocks(from)) {
            for (var target : blocks(to)) {
                if (!source.vpcId().equals(target.vpcId())) {
                    return Optional.of("%s cannot reach %s: they are in different VPCs, %s and %s"
                            .formatted(from.owner(), to.owner(), source.vpcId(), target.vpcId()));
                }
                if (sources.stream()
                        .flatMap(g -> g.egress().stream())
                        .noneMatch(r -> r.allows(port, ids(targets), target.cidr()))) {
                    return Optional.of(
                            "%s cannot reach %s: no egress rule of its security groups %s allows TCP %d to %s"
                                    .formatted(from.owner(), to.owner(), sources, port, targets));
                }
                if (targets.stream()
                        .flatMap(g -> g.ingress().stream())
                        .noneMatch(r -> r.allows(port, ids(sources), source.cidr()))) {
                    return Optional.of("%s cannot reach %s: no ingress rule of security groups %s allows TCP %d from %s"
                            .formatted(from.owner(), to.owner(), targets, port, sources));
                }
            }
        }
        return Optional.empty();
    }

    private Collection<NetworkGraph.Subnet> blocks(Placement placement) {
        return placement.subnetIds().stream().map(graph::subnet).toList();
    }

    /** What names no group has its VPC's own. */
    private List<SecurityGroup> groups(Placement placement) {
        var ids = placement.securityGroupIds().isEmpty()
                ? blocks(placement).stream()
                        .map(subnet -> graph.vpc(subnet.vpcId()).defaultGroupId())
                        .distinct()
                        .toList()
                : placement.securityGroupIds();
        return ids.stream().map(graph::group).toList();
    }

    private static Set<String> ids(Collection<SecurityGroup> groups) {
        var result = new HashSet<String>();
        groups.forEach(group -> result.add(group.id()));
        return result;
    }

    private Optional<String> unknown(Placement placement) {
        if (placement.subnetIds().isEmpty()) {
            return Optional.of(placement.owner() + " stands in no subnet");
        }
        for (var subnet : placement.subnetIds()) {
            if (!graph.subnets.containsKey(subnet)) {
                return Optional.of(placement.owner() + " stands in subnet " + subnet + ", which does not exist");
            }
        }
        for (var group : placement.securityGroupIds()) {
            if (!graph.groups.containsKey(group)) {
                return Optional.of(placement.owner() + " has security group " + group + ", which does not exist");
            }
        }
        return Optional.empty();
    }
}
