package dev.quartet.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.infra.graph.Node;
import dev.quartet.infra.graph.StackGraph;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules of instances, load balancers and file systems: nothing is public, everything is encrypted. */
class UpdatesPolicyTest {
    static Stream<StackGraph> stacks() {
        return Stacks.BY_NAME.values().stream();
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void noLoadBalancer_isPublic_andNoGroupAdmitsAddresses_butTheDashboards(StackGraph graph) {
        assertThat(graph.of("LoadBalancer"))
                .filteredOn(UpdatesPolicyTest::ofArchitectures)
                .hasSize(2)
                .allSatisfy(balancer -> assertThat(balancer.inputs())
                        .containsEntry("internal", true)
                        .containsEntry("dropInvalidHeaderFields", true));
        for (String direction : List.of("SecurityGroupIngressRule", "SecurityGroupEgressRule")) {
            assertThat(graph.of(direction)).isNotEmpty().allSatisfy(rule -> {
                assertThat(rule.inputs()).doesNotContainKey("cidrIpv6");
                if (ofArchitectures(graph.behind(rule, "securityGroupId").get(0))) {
                    assertThat(rule.inputs()).doesNotContainKey("cidrIpv4");
                }
                assertThat(rule.text("fromPort")).isEqualTo(rule.text("toPort"));
            });
        }
        assertThat(graph.of("SecurityGroup"))
                .allSatisfy(group -> assertThat(group.inputs()).doesNotContainKeys("ingress", "egress"));
    }

    /** All but what is in the dashboard's own network, of which {@link HostingStackTest} speaks. */
    private static boolean ofArchitectures(Node node) {
        return !node.name().startsWith("dashboard");
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void nothing_hasAPublicAddress_orAWayToTheInternet_butTheDashboard(StackGraph graph) {
        assertThat(graph.of("ec2/subnet:Subnet"))
                .allSatisfy(subnet -> assertThat(subnet.inputs()).doesNotContainKey("mapPublicIpOnLaunch"));
        assertThat(graph.of("ec2/subnet:Subnet"))
                .filteredOn(UpdatesPolicyTest::ofArchitectures)
                .hasSize(2);
        assertThat(graph.of("RouteTable"))
                .allSatisfy(table -> assertThat(table.inputs()).doesNotContainKey("routes"));
        for (String way : List.of("ec2/route:Route", "NatGateway", "Eip")) {
            assertThat(graph.of(way))
                    .filteredOn(UpdatesPolicyTest::ofArchitectures)
                    .isEmpty();
        }
        assertThat(graph.of("LaunchTemplate")).hasSize(1).allSatisfy(template -> {
            assertThat((List<?>) template.inputs().get("networkInterfaces"))
                    .singleElement()
                    .satisfies(network -> assertThat(((Map<?, ?>) network).get("associatePublicIpAddress"))
                            .isEqualTo("false"));
            assertThat(template.inputs()).doesNotContainKeys("keyName", "vpcSecurityGroupIds");
        });
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void instances_wantImdsV2_encryptTheirDisks_areWatchedEachMinute_andRunOnArm(StackGraph graph) {
        Node template = graph.one("LaunchTemplate", "updates");
        assertThat(template.inputs().get("metadataOptions"))
                .isEqualTo(Map.of("httpEndpoint", "enabled", "httpTokens", "required", "httpPutResponseHopLimit", 1L));
        assertThat(template.text("blockDeviceMappings")).contains("encrypted=true", "volumeType=gp3");
        assertThat(template.inputs().get("monitoring")).isEqualTo(Map.of("enabled", true));
        assertThat(template.text("imageId")).startsWith("resolve:ssm:").contains("al2023", "arm64");
        assertThat(template.text("instanceType")).matches("[a-z]\\d+g[a-z]*\\.[a-z]+");
        assertThat(template.text("tagSpecifications")).contains("quartet:stack=" + graph.stack());
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void everyFileSystem_isEncrypted_backedUp_andMountedOverTlsThroughAnAccessPointAlone(StackGraph graph) {
        assertThat(graph.of("FileSystem")).hasSize(1).allSatisfy(files -> {
            assertThat(files.inputs()).containsEntry("encrypted", true);
            assertThat(files.protect()).isEqualTo(List.of("prod", "full").contains(graph.stack()));
            assertThat(behind(graph, "efs/backupPolicy:BackupPolicy", files).text("backupPolicy"))
                    .contains("ENABLED");
            Node policy = behind(graph, "FileSystemPolicy", files);
            assertThat(policy.text("policy"))
                    .doesNotContain("\"Allow\"")
                    .contains("\"Bool\":{\"aws:SecureTransport\":\"false\"}")
                    .contains("\"StringNotEquals\":{\"elasticfilesystem:AccessPointArn\":");
            assertThat(graph.of("MountTarget")).hasSize(2).allSatisfy(target -> assertThat(
                            graph.behind(target, "securityGroups"))
                    .extracting(Node::name)
                    .containsExactly("updates-files"));
            assertThat(graph.of("MountTarget"))
                    .flatExtracting(target -> graph.behind(target, "subnetId"))
                    .doesNotHaveDuplicates();
        });
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void rightsOnFileSystems_holdThroughTheAccessPointAlone_andServersOnlyRead(StackGraph graph) {
        var statements = graph.statements()
                .filter(statement -> statement.allows()
                        && statement.actions().stream().anyMatch(action -> action.startsWith("elasticfilesystem:")))
                .toList();
        assertThat(statements).hasSize(2).allSatisfy(statement -> {
            assertThat(statement.json().get("Condition").toString())
                    .contains("StringEquals={elasticfilesystem:AccessPointArn=");
            assertThat(statement.actions())
                    .doesNotContain("elasticfilesystem:ClientRootAccess")
                    .hasSize(statement.owner().name().equals("updates-server") ? 1 : 2);
        });
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void whatMounts_comesAfterTheMountTargets_andReachesThem(StackGraph graph) {
        for (Node client : List.of(
                graph.one("autoscaling/group:Group", "updates"),
                graph.one("lambda/function:Function", "updates-publish"))) {
            assertThat(graph.of("MountTarget")).allMatch(target -> graph.waitsFor(client, target));
            assertThat(graph.of("FileSystemPolicy")).allMatch(policy -> graph.waitsFor(client, policy));
        }
        assertThat(graph.of("SecurityGroupIngressRule"))
                .filteredOn(rule -> rule.text("fromPort").equals("2049"))
                .flatExtracting(rule -> graph.behind(rule, "referencedSecurityGroupId"))
                .extracting(Node::name)
                .containsExactlyInAnyOrder("updates-server", "updates-publish");
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void interfaceEndpoints_answerTheServicesNames_toGroupsThatAreLetIn(StackGraph graph) {
        List<Node> endpoints = graph.of("VpcEndpoint").stream()
                .filter(endpoint -> endpoint.text("vpcEndpointType").equals("Interface"))
                .toList();
        assertThat(endpoints).isNotEmpty().allSatisfy(endpoint -> {
            assertThat(endpoint.inputs()).containsEntry("privateDnsEnabled", true);
            assertThat(graph.behind(endpoint, "securityGroupIds"))
                    .extracting(Node::name)
                    .containsExactly("endpoints");
        });
        assertThat(graph.one("ec2/vpcEndpoint:VpcEndpoint", "logs").text("policy"))
                .contains("logs:PutLogEvents")
                .doesNotContain("\"*\"]");
    }

    private static Node behind(StackGraph graph, String type, Node files) {
        return graph.of(type).stream()
                .filter(node -> graph.behind(node, "fileSystemId").contains(files))
                .findFirst()
                .orElseThrow();
    }
}
