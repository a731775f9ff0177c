package dev.quartet.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.quartet.exports.ExportsJson;
import dev.quartet.exports.FunctionRef;
import dev.quartet.exports.UpdatesExports;
import dev.quartet.infra.graph.Node;
import dev.quartet.infra.graph.Recorder;
import dev.quartet.infra.graph.StackGraph;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class UpdatesStackTest {
    private static final StackGraph DEV = Stacks.get("dev");
    private static final StackGraph FULL = Stacks.get("full");

    private static UpdatesExports exports(StackGraph graph) {
        return ExportsJson.read(graph.one("ssm/parameter:Parameter", "updates").text("value"), UpdatesExports.class);
    }

    private static Node distribution(StackGraph graph) {
        return graph.one("cloudfront/distribution:Distribution", "updates");
    }

    @Test
    void exports_areTheContractsRecord() {
        UpdatesExports updates = exports(DEV);
        assertThat(updates.functions()).containsExactly(new FunctionRef("quartet-dev-updates-publish", "live"));
        assertThat(updates.autoScalingGroupName()).isEqualTo("quartet-dev-updates");
        assertThat(updates.releasesBucket()).startsWith("quartet-dev-releases-");
        assertThat(updates.requestsPerTarget()).isEqualTo(600);
        assertThat(updates.originUrl()).isNull();
        assertThat(updates.failureQueue()).isNotNull();
        assertThat(updates.vpcOriginId()).isNotNull();
        assertThat(DEV.exports()).containsEntry("updates", ExportsJson.toMap(updates));
        assertThat(exports(FULL).baseUrl()).isEqualTo("https://updates.shop.example.com");
    }

    @Test
    void edge_readsOnly_keepsByPath_andGoesToTheLoadBalancerThroughItsVpcOrigin() {
        Map<?, ?> behavior = (Map<?, ?>) distribution(DEV).inputs().get("defaultCacheBehavior");
        assertThat(behavior.get("allowedMethods")).isEqualTo(List.of("GET", "HEAD"));
        assertThat(behavior.get("compress")).isEqualTo(false);
        assertThat(behavior.get("viewerProtocolPolicy")).isEqualTo("redirect-to-https");
        assertThat(distribution(DEV).inputs()).doesNotContainKey("orderedCacheBehaviors");
        Node cache = DEV.one("CachePolicy", "updates");
        assertThat(cache.inputs())
                .containsEntry("minTtl", 0L)
                .containsEntry("defaultTtl", 60L)
                .containsEntry("maxTtl", 31_536_000L);
        assertThat(cache.text("parametersInCacheKeyAndForwardedToOrigin"))
                .contains("enableAcceptEncodingBrotli=false", "enableAcceptEncodingGzip=false")
                .contains("cookieBehavior=none", "headerBehavior=none", "queryStringBehavior=none");
        assertThat(DEV.behind(distribution(DEV), "origins"))
                .extracting(Node::type)
                .containsExactlyInAnyOrder("aws:lb/loadBalancer:LoadBalancer", "aws:cloudfront/vpcOrigin:VpcOrigin");
        assertThat(distribution(DEV).text("customErrorResponses"))
                .contains("errorCachingMinTtl=5, errorCode=503", "errorCachingMinTtl=5, errorCode=504");
        assertThat(distribution(DEV).text("origins")).doesNotContain("originShield");
        assertThat(distribution(FULL).text("origins"))
                .contains("originShield={enabled=true, originShieldRegion=ap-northeast-1}");
    }

    @Test
    void origin_admitsCloudFrontAlone_andComesAfterTheGatewayThatCloudFrontWants() {
        Node origin = DEV.one("VpcOrigin", "updates");
        assertThat(DEV.waitsFor(origin, DEV.one("InternetGateway", "updates"))).isTrue();
        assertThat(DEV.waitsFor(origin, DEV.one("lb/listener:Listener", "updates")))
                .isTrue();
        assertThat(origin.text("vpcOriginEndpointConfig"))
                .contains("originProtocolPolicy=http-only", "httpPort=80")
                .containsPattern("name=quartet-dev-updates-[0-9a-f]{8}");
        Node group = DEV.one("SecurityGroup", "updates-lb");
        assertThat(DEV.of("SecurityGroupIngressRule"))
                .filteredOn(rule -> DEV.behind(rule, "securityGroupId").contains(group))
                .singleElement()
                .satisfies(rule -> assertThat(rule.inputs())
                        .containsEntry("prefixListId", "pl-58a04531")
                        .containsEntry("fromPort", 80L)
                        .doesNotContainKey("referencedSecurityGroupId"));
    }

    @Test
    void group_followsTheRequests_renewsOneByOne_andTellsItsSizes() {
        Node group = DEV.one("autoscaling/group:Group", "updates");
        assertThat(group.inputs())
                .containsEntry("minSize", 1L)
                .containsEntry("maxSize", 4L)
                .containsEntry("healthCheckType", "ELB")
                .containsEntry("metricsGranularity", "1Minute")
                .doesNotContainKey("desiredCapacity");
        assertThat(group.text("enabledMetrics")).contains("GroupDesiredCapacity", "GroupInServiceInstances");
        assertThat(group.text("instanceRefresh")).contains("Rolling", "minHealthyPercentage=100");
        assertThat(DEV.behind(group, "launchTemplate")).extracting(Node::name).containsOnly("updates");
        assertThat(DEV.waitsFor(group, DEV.one("BucketObjectv2", "update-server")))
                .isTrue();
        assertThat(DEV.waitsFor(group, DEV.one("RolePolicy", "updates-server"))).isTrue();
        Node policy = DEV.one("autoscaling/policy:Policy", "updates");
        UpdatesExports updates = exports(DEV);
        assertThat(policy.text("targetTrackingConfiguration"))
                .contains("ALBRequestCountPerTarget", "targetValue=600")
                .contains("resourceLabel=" + updates.loadBalancer() + "/" + updates.targetGroup());
        assertThat(DEV.one("TargetGroup", "updates").inputs())
                .containsEntry("targetType", "instance")
                .containsEntry("deregistrationDelay", 60L)
                .hasEntrySatisfying(
                        "healthCheck", check -> assertThat(check.toString()).contains("path=/healthz", "matcher=200"));
    }

    @Test
    void userData_hasPlainAssignmentsFirst_thenTheCommands() {
        String script = userData(DEV);
        assertThat(script).startsWith("#!/bin/bash\n");
        String head = script.substring(script.indexOf('\n') + 1, script.indexOf("\n# --\n"));
        assertThat(head.lines()).allMatch(line -> line.matches("[A-Z0-9_]+=[A-Za-z0-9._:/-]+"));
        Map<String, String> values =
                head.lines().collect(Collectors.toMap(line -> line.split("=")[0], line -> line.split("=")[1]));
        assertThat(values.keySet())
                .containsExactlyInAnyOrder(
                        "JAR_BUCKET",
                        "JAR_KEY",
                        "JAR_SHA256",
                        "FILE_SYSTEM_ID",
                        "ACCESS_POINT_ID",
                        "MOUNT_PATH",
                        "RELEASES_ROOT",
                        "RELEASES_MOUNTED",
                        "BIND",
                        "PORT",
                        "IDLE_SECONDS",
                        "DRAIN_SECONDS",
                        "LOG_GROUP",
                        "REGION");
        assertThat(values.get("JAR_KEY")).isEqualTo("update-server/" + values.get("JAR_SHA256") + ".jar");
        assertThat(values.get("JAR_BUCKET"))
                .isEqualTo(DEV.one("BucketV2", "updates-code").text("bucket"));
        assertThat(values.get("FILE_SYSTEM_ID")).isEqualTo(exports(DEV).fileSystemId());
        assertThat(script)
                .contains("sha256sum --check", "tls,iam,ro,accesspoint=$ACCESS_POINT_ID,lookupcache=pos")
                .doesNotContain("curl", "http://");
        assertThat(script.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(16_384);
    }

    @Test
    void userData_isAScriptThatBashReads() throws IOException, InterruptedException {
        assumeThat(Path.of("/bin/bash")).isExecutable();
        Process bash =
                new ProcessBuilder("/bin/bash", "-n").redirectErrorStream(true).start();
        try (OutputStream in = bash.getOutputStream()) {
            in.write(userData(DEV).getBytes(StandardCharsets.UTF_8));
        }
        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(bash.waitFor()).isZero();
    }

    private static String userData(StackGraph graph) {
        byte[] script = Base64.getDecoder()
                .decode(graph.one("LaunchTemplate", "updates").text("userData"));
        return new String(script, StandardCharsets.UTF_8);
    }

    @Test
    void rights_areThoseThatAreUsed() {
        assertThat(actions(DEV, "updates-server"))
                .isEqualTo("elasticfilesystem:ClientMount logs:CreateLogStream logs:PutLogEvents s3:GetObject");
        assertThat(actions(FULL, "updates-server")).contains("ssmmessages:OpenDataChannel");
        assertThat(actions(DEV, "updates-publish"))
                .isEqualTo("dynamodb:DeleteItem dynamodb:PutItem ec2:AssignPrivateIpAddresses"
                        + " ec2:CreateNetworkInterface ec2:DeleteNetworkInterface ec2:DescribeNetworkInterfaces"
                        + " ec2:DescribeSubnets ec2:UnassignPrivateIpAddresses elasticfilesystem:ClientMount"
                        + " elasticfilesystem:ClientWrite logs:CreateLogStream logs:PutLogEvents s3:GetObject"
                        + " s3:ListBucket s3:PutObject sqs:SendMessage xray:PutTelemetryRecords"
                        + " xray:PutTraceSegments");
    }

    private static String actions(StackGraph graph, String role) {
        return graph
                .statements()
                .filter(statement -> statement.owner().type().endsWith(":RolePolicy")
                        && statement.owner().name().equals(role))
                .flatMap(statement -> statement.actions().stream())
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining(" "));
    }

    @Test
    void manifests_startThePublishing() {
        Node notification = DEV.one("BucketNotification", "updates-publish");
        assertThat(notification.text("lambdaFunctions"))
                .contains("filterSuffix=/release.json")
                .doesNotContain("filterPrefix");
        Node function = DEV.one("lambda/function:Function", "updates-publish");
        assertThat(function.text("environment")).contains("RELEASES_ROOT=/mnt/releases", "quartet-dev-updates-locks");
        assertThat(function.text("fileSystemConfig")).contains("localMountPath=/mnt/releases");
        assertThat(DEV.behind(function, "fileSystemConfig"))
                .extracting(Node::type)
                .containsExactly("aws:efs/accessPoint:AccessPoint");
        assertThat(DEV.one("ec2/vpcEndpoint:VpcEndpoint", "s3").text("policy"))
                .contains("arn:aws:s3:::al2023-repos-ap-northeast-1-de612dc2/*");
    }

    @Test
    void alarms_tellOfServersFilesAndReleases() {
        Map<String, String> metrics = DEV.of("MetricAlarm").stream()
                .filter(alarm -> alarm.name().startsWith("updates-"))
                .filter(alarm -> !alarm.text("metricName").isEmpty())
                .collect(Collectors.toMap(
                        Node::name, alarm -> alarm.text("metricName") + " " + alarm.text("comparisonOperator")));
        String least = " GreaterThanOrEqualToThreshold";
        String most = " LessThanOrEqualToThreshold";
        assertThat(metrics)
                .containsEntry("updates-lb-5xx", "HTTPCode_ELB_5XX_Count" + least)
                .containsEntry("updates-server-5xx", "HTTPCode_Target_5XX_Count" + least)
                .containsEntry("updates-no-server", "HealthyHostCount" + most)
                .containsEntry("updates-unhealthy", "UnHealthyHostCount" + least)
                .containsEntry("updates-at-maximum", "GroupInServiceInstances" + least)
                .containsEntry("updates-cpu", "CPUUtilization" + least)
                .containsEntry("updates-files-credits", "BurstCreditBalance" + most)
                .containsEntry("updates-publish-rejected", "ReleasesRejected" + least)
                .containsEntry("updates-publish-failed-depth", "ApproximateNumberOfMessagesVisible" + least)
                .containsKeys("updates-edge-5xx", "updates-publish-destination");
    }

    @Test
    void updatesAlone_needNothingOfTheOtherArchitectures() {
        Map<String, String> config = new HashMap<>(Stacks.config("dev"));
        config.put("quartet:architectures", "updates");
        StackGraph graph = Recorder.record("dev", config);
        assertThat(graph.exports().keySet()).contains("updates").doesNotContain("todo", "blog", "services");
        assertThat(graph.of("ec2/vpc:Vpc")).hasSize(1);
        assertThat(graph.of("Cluster")).isEmpty();
        assertThat(graph.one("Dashboard", "overview").text("dashboardBody")).contains("BurstCreditBalance");
    }

    @Test
    void aPreviewOfANewStack_knowsNoOutputs_andGoesThrough() {
        Map<String, String> config = new HashMap<>(Stacks.config("dev"));
        config.put("quartet:architectures", "updates");
        assertThat(Recorder.preview("dev", config).of("autoscaling/group:Group"))
                .hasSize(1);
    }
}
