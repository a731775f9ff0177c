package dev.quartet.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.infra.graph.Node;
import dev.quartet.infra.graph.PolicyStatement;
import dev.quartet.infra.graph.StackGraph;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules of distributions and of the buckets behind them. */
class EdgePolicyTest {
    static Stream<StackGraph> stacks() {
        return Stacks.BY_NAME.values().stream();
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void everyBucketStatementThatAllows_isForOneServiceOnBehalfOfOneThing(StackGraph graph) {
        List<PolicyStatement> allowed = graph.statements()
                .filter(statement -> statement.owner().type().endsWith(":BucketPolicy") && statement.allows())
                .toList();
        assertThat(allowed).hasSize(6).allSatisfy(statement -> {
            assertThat(statement.json().get("Principal").toString()).startsWith("{Service=");
            assertThat(statement.json().get("Condition").toString()).contains("aws:SourceArn=");
            if (statement.json().get("Principal").toString().contains("cloudfront")) {
                assertThat(statement.actions()).isSubsetOf("s3:GetObject", "s3:ListBucket");
                Node distribution = graph.one("cloudfront/distribution:Distribution", "blog");
                assertThat(statement.json().get("Condition"))
                        .isEqualTo(Map.of(
                                "StringEquals",
                                Map.of("aws:SourceArn", distribution.outputs().get("arn"))));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void bucketsBehindTheDistribution_areSignedFor_admitIt_andUploadsAreNone(StackGraph graph) {
        Node distribution = graph.one("cloudfront/distribution:Distribution", "blog");
        List<Node> buckets = graph.behind(distribution, "origins").stream()
                .filter(node -> node.type().endsWith(":BucketV2"))
                .toList();
        assertThat(buckets).extracting(Node::name).containsExactlyInAnyOrder("site", "media");
        assertThat(graph.one("OriginAccessControl", "blog").inputs())
                .containsEntry("signingBehavior", "always")
                .containsEntry("originAccessControlOriginType", "s3");
        List<?> origins = (List<?>) distribution.inputs().get("origins");
        assertThat(origins)
                .filteredOn(origin -> !((Map<?, ?>) origin).containsKey("customOriginConfig"))
                .hasSize(2)
                .allSatisfy(origin -> assertThat(((Map<?, ?>) origin).get("originAccessControlId"))
                        .isNotNull());
        assertThat(buckets).allSatisfy(bucket -> assertThat(graph.statements()
                        .filter(statement -> statement.owner().type().endsWith(":BucketPolicy"))
                        .filter(statement ->
                                graph.behind(statement.owner(), "bucket").contains(bucket))
                        .filter(PolicyStatement::allows)
                        .flatMap(statement -> statement.actions().stream()))
                .containsExactlyInAnyOrder("s3:GetObject", "s3:ListBucket"));
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void everyBehavior_isTlsOnly_compressed_withPoliciesOfOurs(StackGraph graph) {
        Node distribution = graph.one("cloudfront/distribution:Distribution", "blog");
        List<Object> behaviors =
                new java.util.ArrayList<>((List<?>) distribution.inputs().get("orderedCacheBehaviors"));
        behaviors.add(distribution.inputs().get("defaultCacheBehavior"));
        assertThat(behaviors).hasSize(5).allSatisfy(behavior -> {
            Map<?, ?> map = (Map<?, ?>) behavior;
            assertThat(map.get("viewerProtocolPolicy")).isEqualTo("redirect-to-https");
            assertThat(map.get("compress")).isEqualTo(true);
            assertThat(map.get("cachePolicyId").toString()).contains("CachePolicy");
            assertThat(map.get("responseHeadersPolicyId").toString()).contains("ResponseHeadersPolicy");
            assertThat(map.containsKey("forwardedValues")).isFalse();
            boolean writes = map.get("allowedMethods").toString().contains("POST");
            assertThat(writes).isEqualTo("/api/*".equals(map.get("pathPattern")));
        });
        assertThat(distribution.text("origins")).contains("originProtocolPolicy=https-only", "[TLSv1.2]");
        assertThat(distribution.text("httpVersion")).isEqualTo("http2and3");
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void errors_keepTheBodiesOfTheirOrigins_andAreForgottenSoon(StackGraph graph) {
        Node distribution = graph.one("cloudfront/distribution:Distribution", "blog");
        assertThat((List<?>) distribution.inputs().get("customErrorResponses"))
                .hasSize(6)
                .allSatisfy(error -> {
                    Map<?, ?> map = (Map<?, ?>) error;
                    assertThat(List.copyOf(map.keySet()).toString()).contains("errorCode", "errorCachingMinTtl");
                    assertThat(map.containsKey("responsePagePath")).isFalse();
                    assertThat(((Number) map.get("errorCachingMinTtl")).intValue())
                            .isLessThanOrEqualTo(5);
                });
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void whatBelongsInUsEast1_isThere(StackGraph graph) {
        Stream.of("LogDelivery", "LogDeliverySource", "LogDeliveryDestination", "WebAcl", "Certificate")
                .flatMap(type -> graph.of(type).stream())
                // Regional APIs and load balancers take certificates of their own region.
                .filter(node -> !node.parent().contains("quartet:services:Services")
                        && !node.parent().contains("quartet:hosting:Hosting"))
                .forEach(node -> assertThat(region(graph, node)).as(node.name()).isEqualTo("us-east-1"));
        assertThat(graph.of("LogDelivery")).hasSize(2);
        assertThat(graph.of("MonitoringSubscription")).hasSize(2);
        assertThat(graph.of("MetricAlarm"))
                .filteredOn(alarm -> alarm.text("namespace").equals("AWS/CloudFront"))
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(alarm -> {
                    assertThat(region(graph, alarm)).isEqualTo("us-east-1");
                    assertThat(alarm.text("dimensions")).contains("Region=Global", "DistributionId=");
                });
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void edgeFunctions_fitIntoTenKilobytes_onTheNewRuntime(StackGraph graph) {
        assertThat(graph.of("cloudfront/function:Function")).isNotEmpty().allSatisfy(function -> {
            assertThat(function.text("code").getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .hasSizeLessThanOrEqualTo(10_240);
            assertThat(function.inputs())
                    .containsEntry("runtime", "cloudfront-js-2.0")
                    .containsEntry("publish", true);
        });
    }

    private static String region(StackGraph graph, Node node) {
        return graph.nodes().stream()
                .filter(candidate -> node.provider().startsWith(candidate.urn() + "::"))
                .findFirst()
                .orElseThrow()
                .text("region");
    }
}
