package dev.quartet.local.network;

import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** VPC endpoints and the prefix lists of what they lead to. Thread-safe. */
final class EndpointResources {
    private static final Set<String> GATEWAY_SERVICES = Set.of("s3", "dynamodb");

    private final CloudContext cloud;
    private final NetworkGraph graph;
    private final BiConsumer<String, String> policyCheck;

    /** {@code policyCheck} is given the endpoint and its policy document, and throws when that is not understood. */
    EndpointResources(CloudContext cloud, NetworkGraph graph, BiConsumer<String, String> policyCheck) {
        this.cloud = cloud;
        this.graph = graph;
        this.policyCheck = policyCheck;
    }

    void install(ResourceCatalog catalog) {
        catalog.resource("aws:ec2/vpcEndpoint:VpcEndpoint", this::endpoint)
                .resource(
                        "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation", this::association)
                .resource("aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy", this::policy);
    }

    private Provisioned endpoint(Registration registration) {
        var inputs = registration.inputs();
        var vpc = graph.vpc(inputs.string("vpcId"));
        var service = inputs.string("serviceName");
        var suffix = suffix(registration, service);
        var type = inputs.optionalString("vpcEndpointType").orElse("Gateway");
        var gateway = type.equals("Gateway");
        if (!gateway && !type.equals("Interface")) {
            throw new ProvisionException(
                    registration.name() + ": vpcEndpointType must be Gateway or Interface, not " + type);
        }
        if (gateway && !GATEWAY_SERVICES.contains(suffix)) {
            throw new ProvisionException("InvalidParameter: %s: the service %s has no gateway endpoint; only %s have"
                    .formatted(registration.name(), service, GATEWAY_SERVICES));
        }
        var privateDns = inputs.flag("privateDnsEnabled", false);
        if (privateDns && !vpc.dnsHostnames()) {
            throw new ProvisionException(
                    "InvalidParameter: %s: Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for %s"
                            .formatted(registration.name(), vpc.id()));
        }
        var id = Ids.of("vpce", registration);
        var endpoint = new Endpoint(
                id,
                vpc.id(),
                service,
                gateway,
                gateway ? PrefixLists.id(service) : "",
                privateDns,
                ConcurrentHashMap.newKeySet(),
                Set.copyOf(inputs.strings("subnetIds")),
                groups(inputs, vpc));
        endpoint.subnetIds().forEach(graph::subnet);
        endpoint.groupIds().forEach(graph::group);
        inputs.strings("routeTableIds").forEach(table -> associate(endpoint, table));
        setPolicy(endpoint, registration);
        graph.endpoints.put(id, endpoint);
        return Provisioned.running(id, outputs(registration, endpoint));
    }

    private static Set<String> groups(Inputs inputs, NetworkGraph.Vpc vpc) {
        var given = inputs.strings("securityGroupIds");
        return given.isEmpty() ? Set.of(vpc.defaultGroupId()) : Set.copyOf(given);
    }

    private String suffix(Registration registration, String service) {
        var prefix = "com.amazonaws." + registration.region() + ".";
        if (!service.startsWith(prefix) || service.length() == prefix.length()) {
            throw new ProvisionException(
                    "InvalidServiceName: %s: The Vpc Endpoint Service '%s' does not exist; names begin with %s"
                            .formatted(registration.name(), service, prefix));
        }
        return service.substring(prefix.length());
    }

    private void setPolicy(Endpoint endpoint, Registration registration) {
        registration.inputs().optionalString("policy").ifPresent(json -> {
            policyCheck.accept("policy of VPC endpoint " + registration.name(), json);
            graph.endpointPolicies.put(endpoint.id(), json);
        });
    }

    private Map<String, Object> outputs(Registration registration, Endpoint endpoint) {
        var outputs = new HashMap<String, Object>();
        outputs.put(
                "arn",
                "arn:aws:ec2:%s:%s:vpc-endpoint/%s".formatted(registration.region(), cloud.accountId(), endpoint.id()));
        outputs.put("ownerId", cloud.accountId());
        outputs.put("state", "available");
        outputs.put("requesterManaged", false);
        outputs.put("tagsAll", registration.inputs().texts("tags"));
        outputs.put("routeTableIds", List.copyOf(endpoint.routeTableIds()));
        if (endpoint.gateway()) {
            outputs.put("prefixListId", endpoint.prefixList());
            outputs.put("cidrBlocks", List.of());
        } else {
            outputs.put(
                    "networkInterfaceIds",
                    endpoint.subnetIds().stream()
                            .map(subnet -> Ids.of("eni", endpoint.id() + subnet))
                            .toList());
            outputs.put("securityGroupIds", List.copyOf(endpoint.groupIds()));
            outputs.put("dnsEntries", List.of());
        }
        return outputs;
    }

    private Provisioned association(Registration registration) {
        var endpoint = graph.endpoint(registration.inputs().string("vpcEndpointId"));
        var table = registration.inputs().string("routeTableId");
        associate(endpoint, table);
        return Provisioned.running(Ids.of("a-" + endpoint.id(), table), Map.of());
    }

    private void associate(Endpoint endpoint, String routeTableId) {
        var table = graph.routeTable(routeTableId);
        if (!table.vpcId().equals(endpoint.vpcId())) {
            throw new ProvisionException(
                    "InvalidParameter: route table %s is not in the VPC of %s".formatted(routeTableId, endpoint));
        }
        if (table.routes().putIfAbsent(endpoint.prefixList(), endpoint.id()) != null) {
            throw new ProvisionException(
                    "RouteAlreadyExists: route table %s already has a route with destination-prefix-list-id %s"
                            .formatted(routeTableId, endpoint.prefixList()));
        }
        endpoint.routeTableIds().add(routeTableId);
    }

    private Provisioned policy(Registration registration) {
        var endpoint = graph.endpoint(registration.inputs().string("vpcEndpointId"));
        setPolicy(endpoint, registration);
        return Provisioned.running(endpoint.id(), Map.of());
    }
}
