package dev.quartet.local.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.Placement;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A function's subnets and groups as the to-do stack has them, with one thing taken away at a time. */
class NetworkModuleTest {
    private static final String REGION = "eu-central-1";
    private final List<String> checkedPolicies = new ArrayList<>();
    private final NetworkModule network = new NetworkModule(
            new CloudContext(
                    "test",
                    "123456789012",
                    REGION,
                    Clock.systemUTC(),
                    "http://127.0.0.1:4566",
                    Path.of("."),
                    Optional.empty()),
            (owner, json) -> checkedPolicies.add(owner));
    private final ResourceCatalog catalog = new ResourceCatalog();
    private String vpc;
    private String table;
    private String subnet;
    private String function;
    private String dax;

    @BeforeEach
    void declare() {
        network.install(catalog);
        vpc = id("aws:ec2/vpc:Vpc", "vpc", Map.of("cidrBlock", "10.0.0.0/16", "enableDnsHostnames", true));
        table = id("aws:ec2/routeTable:RouteTable", "private", Map.of("vpcId", vpc));
        subnet = id("aws:ec2/subnet:Subnet", "a", Map.of("vpcId", vpc, "cidrBlock", "10.0.0.0/20"));
        id(
                "aws:ec2/routeTableAssociation:RouteTableAssociation",
                "a",
                Map.of("subnetId", subnet, "routeTableId", table));
        function = group("function");
        dax = group("dax");
    }

    @Test
    void gatewayEndpoint_shouldNeedEndpointAssociationAndEgress() {
        assertThat(toService("dynamodb"))
                .hasValue("todo cannot reach dynamodb from subnet " + subnet + ": " + vpc
                        + " has no VPC endpoint for dynamodb, and a function's network interface has no other way out"
                        + " without a NAT gateway");

        var endpoint = register("aws:ec2/vpcEndpoint:VpcEndpoint", "dynamodb", endpoint("dynamodb"));
        assertThat(toService("dynamodb").orElseThrow())
                .contains("is not associated with the subnet's route table " + table);

        id(
                "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
                "dynamodb",
                Map.of("vpcEndpointId", endpoint.get("id"), "routeTableId", table));
        assertThat(toService("dynamodb").orElseThrow())
                .contains("no egress rule of its security groups [" + function
                        + " (function)] allows TCP 443 to prefix list " + endpoint.get("prefixListId"));

        rule(
                "Egress",
                function,
                Map.of("prefixListId", endpoint.get("prefixListId"), "fromPort", 443.0, "toPort", 443.0));
        assertThat(toService("dynamodb")).isEmpty();
        assertThat(toService("s3")).isPresent();
        assertThat(network.reachability().endpointPolicy(placement(), "dynamodb"))
                .isEmpty();
    }

    @Test
    void interfaceEndpoint_shouldNeedPrivateDnsAndBothGroups() {
        var inputs = endpoint("logs");
        inputs.put("vpcEndpointType", "Interface");
        inputs.put("subnetIds", List.of(subnet));
        inputs.put("securityGroupIds", List.of(dax));
        register("aws:ec2/vpcEndpoint:VpcEndpoint", "logs-public", inputs);
        assertThat(toService("logs").orElseThrow()).contains("has no private DNS name");

        inputs.put("privateDnsEnabled", true);
        register("aws:ec2/vpcEndpoint:VpcEndpoint", "logs", inputs);
        assertThat(toService("logs").orElseThrow()).contains("no egress rule", "TCP 443 to [" + dax + " (dax)]");
        rule("Egress", function, Map.of("cidrIpv4", "10.0.0.0/16", "fromPort", 443.0, "toPort", 443.0));
        assertThat(toService("logs").orElseThrow()).contains("no ingress rule", "from [" + function + " (function)]");
        rule("Ingress", dax, Map.of("referencedSecurityGroupId", function, "fromPort", 443.0, "toPort", 443.0));
        assertThat(toService("logs")).isEmpty();
    }

    @Test
    void port_shouldNeedBothRules() {
        assertThat(toDax(9111).orElseThrow())
                .isEqualTo("todo cannot reach cache: no egress rule of its security groups [" + function
                        + " (function)] allows TCP 9111 to [" + dax + " (dax)]");
        rule("Egress", function, Map.of("referencedSecurityGroupId", dax, "fromPort", 9111.0, "toPort", 9111.0));
        assertThat(toDax(9111).orElseThrow()).contains("no ingress rule of security groups [" + dax + " (dax)]");
        rule("Ingress", dax, Map.of("referencedSecurityGroupId", function, "fromPort", 9111.0, "toPort", 9111.0));

        assertThat(toDax(9111)).isEmpty();
        assertThat(toDax(8111)).isPresent();
    }

    @Test
    void defaultGroup_shouldLoseItsRules_whenTheProgramTakesItOver() {
        var open = new Placement("todo", List.of(subnet), List.of());
        assertThat(network.reachability().blockedToPort(open, open, 80)).isEmpty();
        id("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "default", Map.of("vpcId", vpc));
        assertThat(network.reachability().blockedToPort(open, open, 80)).isPresent();
    }

    @Test
    void endpointPolicy_shouldBeCheckedAndKept() {
        var inputs = endpoint("s3");
        inputs.put("routeTableIds", List.of(table));
        inputs.put("policy", "{\"Statement\": []}");
        register("aws:ec2/vpcEndpoint:VpcEndpoint", "s3", inputs);

        assertThat(network.reachability().endpointPolicy(placement(), "s3")).hasValue("{\"Statement\": []}");
        assertThat(checkedPolicies).containsExactly("policy of VPC endpoint s3");
    }

    @Test
    void declarations_shouldBeRefusedAsEc2Does() {
        assertRefused("aws:ec2/vpc:Vpc", Map.of("cidrBlock", "10.0.0.0/8"), "InvalidVpc.Range");
        assertRefused("aws:ec2/vpc:Vpc", Map.of("cidrBlock", "ten"), "InvalidVpc.Range");
        assertRefused("aws:ec2/subnet:Subnet", subnetOf("10.1.0.0/20"), "InvalidSubnet.Range");
        assertRefused("aws:ec2/subnet:Subnet", subnetOf("10.0.8.0/24"), "InvalidSubnet.Conflict");
        assertRefused(
                "aws:ec2/subnet:Subnet", Map.of("vpcId", "vpc-x", "cidrBlock", "10.0.0.0/20"), "InvalidVpcID.NotFound");
        assertRefused(
                "aws:ec2/routeTableAssociation:RouteTableAssociation",
                Map.of("subnetId", subnet, "routeTableId", table),
                "Resource.AlreadyAssociated");
        assertRefused(
                "aws:ec2/securityGroup:SecurityGroup", Map.of("vpcId", vpc, "name", "dax"), "InvalidGroup.Duplicate");
        assertRefused("aws:ec2/vpcEndpoint:VpcEndpoint", endpoint("sqs"), "has no gateway endpoint");
        assertRefused(
                "aws:ec2/vpcEndpoint:VpcEndpoint",
                Map.of("vpcId", vpc, "serviceName", "com.amazonaws.us-east-1.s3"),
                "InvalidServiceName");
        assertRefused(
                "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
                Map.of("securityGroupId", function, "ipProtocol", "tcp", "fromPort", 1.0, "toPort", 1.0),
                "exactly one of cidrIpv4");
        rule("Egress", function, Map.of("cidrIpv4", "10.0.0.0/16"));
        assertRefused(
                "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
                Map.of("securityGroupId", function, "ipProtocol", "tcp", "cidrIpv4", "10.0.0.0/16"),
                "InvalidPermission.Duplicate");
    }

    private Map<String, Object> subnetOf(String block) {
        return Map.of("vpcId", vpc, "cidrBlock", block);
    }

    private void assertRefused(String type, Map<String, Object> inputs, String message) {
        assertThatThrownBy(() -> register(type, "refused", inputs))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining(message);
    }

    private Optional<String> toService(String service) {
        return network.reachability().blockedToService(placement(), service);
    }

    private Optional<String> toDax(int port) {
        return network.reachability()
                .blockedToPort(placement(), new Placement("cache", List.of(subnet), List.of(dax)), port);
    }

    private Placement placement() {
        return new Placement("todo", List.of(subnet), List.of(function));
    }

    private Map<String, Object> endpoint(String service) {
        return new HashMap<>(Map.of("vpcId", vpc, "serviceName", "com.amazonaws." + REGION + "." + service));
    }

    private String group(String name) {
        return id("aws:ec2/securityGroup:SecurityGroup", name, Map.of("vpcId", vpc, "name", name));
    }

    private void rule(String direction, String group, Map<String, Object> inputs) {
        var all = new HashMap<>(inputs);
        all.put("securityGroupId", group);
        all.put("ipProtocol", "tcp");
        var type = "aws:vpc/securityGroup%sRule:SecurityGroup%sRule".formatted(direction, direction);
        id(type, "rule-" + all.hashCode(), all);
    }

    private String id(String type, String name, Map<String, Object> inputs) {
        return (String) register(type, name, inputs).get("id");
    }

    private Map<String, Object> register(String type, String name, Map<String, Object> inputs) {
        var provisioned = catalog.provision(new Registration(
                type,
                name,
                "urn:pulumi:test::quartet::" + type + "::" + name,
                REGION,
                new Inputs(name, inputs),
                List.of()));
        var outputs = new HashMap<>(provisioned.outputs());
        outputs.put("id", provisioned.id());
        return outputs;
    }
}
