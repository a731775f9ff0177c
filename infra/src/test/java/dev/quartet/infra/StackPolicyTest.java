package dev.quartet.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.infra.graph.Node;
import dev.quartet.infra.graph.PolicyStatement;
import dev.quartet.infra.graph.StackGraph;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules that every stack keeps, whatever it is made of. */
class StackPolicyTest {
    static Stream<StackGraph> stacks() {
        return Stacks.BY_NAME.values().stream();
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void graph_isDumpedForTheProvidersOwnChecks(StackGraph graph) throws IOException {
        Path dump = Path.of("target", "graph-" + graph.stack() + ".json");
        Files.writeString(dump, graph.toJson());
        assertThat(dump).content().contains("pulumi-graph/1");
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void everyBucket_blocksPublicAccess_isEncrypted_answersTlsOnly(StackGraph graph) {
        assertThat(graph.of("BucketV2")).isNotEmpty().allSatisfy(bucket -> {
            assertThat(graph.of("BucketPolicy"))
                    .filteredOn(policy -> graph.behind(policy, "bucket").contains(bucket))
                    .hasSize(1);
            assertThat(of(graph, bucket, "BucketPublicAccessBlock").inputs())
                    .containsEntry("blockPublicAcls", true)
                    .containsEntry("blockPublicPolicy", true)
                    .containsEntry("ignorePublicAcls", true)
                    .containsEntry("restrictPublicBuckets", true);
            assertThat(of(graph, bucket, "BucketServerSideEncryptionConfigurationV2")
                            .text("rules"))
                    .contains("AES256");
            assertThat(of(graph, bucket, "BucketOwnershipControls").text("rule"))
                    .contains("BucketOwnerEnforced");
            assertThat(of(graph, bucket, "BucketPolicy").text("policy"))
                    .contains("\"Effect\":\"Deny\"", "\"aws:SecureTransport\":\"false\"");
        });
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void noAllowedAction_hasAWildcard_andNoResourceIsEverythingWhereAwsKnowsArns(StackGraph graph) {
        Set<String> withoutArns = Set.of(
                "xray:PutTraceSegments",
                "xray:PutTelemetryRecords",
                "ec2:CreateNetworkInterface",
                "ec2:DeleteNetworkInterface",
                "ec2:DescribeNetworkInterfaces",
                "ec2:DescribeSubnets",
                "ec2:AssignPrivateIpAddresses",
                "ec2:UnassignPrivateIpAddresses",
                "ses:GetAccount",
                "ecr:GetAuthorizationToken",
                "ssm:UpdateInstanceInformation",
                "ssmmessages:CreateControlChannel",
                "ssmmessages:CreateDataChannel",
                "ssmmessages:OpenControlChannel",
                "ssmmessages:OpenDataChannel",
                "cloudwatch:GetMetricData",
                "cloudwatch:ListMetrics");
        List<PolicyStatement> allowed =
                graph.statements().filter(PolicyStatement::allows).toList();
        assertThat(allowed).hasSizeGreaterThan(10).allSatisfy(statement -> {
            assertThat(statement.actions()).noneMatch(action -> action.contains("*"));
            if (statement.resources().contains("*")) {
                assertThat(withoutArns).containsAll(statement.actions());
            }
        });
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void noRole_mayCreateLogGroups(StackGraph graph) {
        assertThat(graph.statements().flatMap(statement -> statement.actions().stream()))
                .doesNotContain("logs:CreateLogGroup");
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void everyFunction_hasAlarms_aLogGroupWithRetention_aRoleOfItsOwn(StackGraph graph) {
        List<Node> functions = graph.of("lambda/function:Function");
        assertThat(functions).isNotEmpty().allSatisfy(function -> {
            assertThat(graph.of("MetricAlarm"))
                    .filteredOn(alarm -> alarm.inputs().toString().contains("FunctionName=" + function.text("name")))
                    .hasSizeGreaterThanOrEqualTo(3);
            Node logs = graph.of("LogGroup").stream()
                    .filter(group -> group.text("name").equals("/aws/lambda/" + function.text("name")))
                    .findFirst()
                    .orElseThrow();
            assertThat(graph.waitsFor(function, logs)).isTrue();
            assertThat(graph.behind(function, "role")).hasSize(1);
        });
        assertThat(functions.stream().map(f -> graph.behind(f, "role"))).doesNotHaveDuplicates();
        assertThat(graph.of("LogGroup"))
                .allSatisfy(group -> assertThat(group.inputs()).containsKey("retentionInDays"));
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void everyFunction_publishesVersionsOnArm_withSnapStartButWithoutAFolder_behindAnAlias(StackGraph graph) {
        assertThat(graph.of("lambda/function:Function")).allSatisfy(function -> {
            assertThat(function.inputs())
                    .containsEntry("publish", true)
                    .containsEntry("architectures", List.of("arm64"))
                    .containsEntry("runtime", "java21");
            // Lambda refuses both at once.
            if (function.inputs().containsKey("fileSystemConfig")) {
                assertThat(function.inputs()).doesNotContainKey("snapStart").containsKey("vpcConfig");
            } else {
                assertThat(function.text("snapStart")).contains("PublishedVersions");
            }
        });
        assertThat(graph.of("lambda/permission:Permission")).isNotEmpty().allSatisfy(permission -> {
            assertThat(permission.text("qualifier")).isEqualTo("live");
            assertThat(permission.text("sourceArn")).isNotEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void everyAlarm_goesToTheTopicOfItsRegion(StackGraph graph) {
        assertThat(graph.of("MetricAlarm")).isNotEmpty().allSatisfy(alarm -> {
            List<Node> topics = graph.behind(alarm, "alarmActions").stream()
                    .filter(node -> node.type().endsWith(":Topic"))
                    .toList();
            assertThat(topics).hasSize(1);
            assertThat(regionOf(graph, topics.get(0))).isEqualTo(regionOf(graph, alarm));
            assertThat(alarm.inputs()).containsEntry("treatMissingData", "notBreaching");
        });
        assertThat(graph.of("Topic"))
                .allSatisfy(topic -> assertThat(topic.inputs()).doesNotContainKey("kmsMasterKeyId"));
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void everyResource_isMadeByAProviderThatTagsStackAndArchitecture(StackGraph graph) {
        assertThat(graph.nodes().stream().filter(node -> node.type().startsWith("aws:")))
                .allSatisfy(node -> assertThat(provider(graph, node).text("defaultTags"))
                        .contains("quartet:stack", "quartet:architecture", graph.stack()));
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void everyTableAndApi_hasAlarms_andTablesCanBeRestored(StackGraph graph) {
        assertThat(graph.of("Table")).hasSize(10).allSatisfy(table -> {
            assertThat(table.text("pointInTimeRecovery")).contains("enabled=true");
            assertThat(table.text("billingMode")).isEqualTo("PAY_PER_REQUEST");
            assertThat(alarmsOn(graph, "TableName=" + table.text("name") + "}")).hasSizeGreaterThanOrEqualTo(2);
            if (table.inputs().get("globalSecondaryIndexes") instanceof List<?> indexes) {
                assertThat(alarmsOn(graph, "TableName=" + table.text("name")))
                        .hasSizeGreaterThanOrEqualTo(2 + 2 * indexes.size());
            }
        });
        assertThat(graph.of("RestApi")).isNotEmpty().allSatisfy(api -> assertThat(
                        alarmsOn(graph, "ApiName=" + api.text("name")))
                .hasSizeGreaterThanOrEqualTo(2));
    }

    private static List<Node> alarmsOn(StackGraph graph, String dimension) {
        return graph.of("MetricAlarm").stream()
                .filter(alarm -> alarm.inputs().toString().contains(dimension))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void daxClusters_have1Or3To10Nodes_andTls(StackGraph graph) {
        assertThat(graph.of("dax/cluster:Cluster")).isNotEmpty().allSatisfy(cluster -> {
            assertThat(((Number) cluster.inputs().get("replicationFactor")).intValue())
                    .isBetween(1, 10)
                    .isNotEqualTo(2);
            assertThat(cluster.text("clusterEndpointEncryptionType")).isEqualTo("TLS");
            assertThat(cluster.text("clusterName")).hasSizeLessThanOrEqualTo(20);
        });
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void everyExportsDocument_fitsAStandardParameter(StackGraph graph) {
        assertThat(graph.of("ssm/parameter:Parameter")).hasSize(6).allSatisfy(parameter -> {
            assertThat(parameter.text("value").getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(4096);
            assertThat(parameter.text("tier")).isEqualTo("Intelligent-Tiering");
        });
    }

    private static Node of(StackGraph graph, Node bucket, String type) {
        return graph.of(type).stream()
                .filter(node -> graph.behind(node, "bucket").contains(bucket))
                .findFirst()
                .orElseThrow(() -> new AssertionError(bucket.name() + " has no " + type));
    }

    private static String regionOf(StackGraph graph, Node node) {
        return provider(graph, node).text("region");
    }

    private static Node provider(StackGraph graph, Node node) {
        return graph.nodes().stream()
                .filter(candidate -> node.provider().startsWith(candidate.urn() + "::"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(node.name() + " has the provider '" + node.provider() + "'"));
    }
}
