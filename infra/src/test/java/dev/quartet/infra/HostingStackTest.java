package dev.quartet.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.infra.graph.Node;
import dev.quartet.infra.graph.PolicyStatement;
import dev.quartet.infra.graph.StackGraph;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboard on AWS: only the stack "full" has it. */
class HostingStackTest {
    private static final StackGraph FULL = Stacks.get("full");

    private static Node service() {
        return FULL.one("ecs/service:Service", "dashboard");
    }

    private static List<PolicyStatement> statementsOf(String role) {
        return FULL.statements()
                .filter(statement -> statement.owner().name().equals(role))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "dev", "prod"})
    void dashboard_isOffByDefault(String stack) {
        StackGraph graph = Stacks.get(stack);
        assertThat(graph.nodes()).noneMatch(node -> node.type().startsWith("aws:ecs/"));
        assertThat(graph.of("NatGateway")).isEmpty();
        assertThat(graph.statements().map(statement -> statement.json().toString()))
                .noneMatch(statement -> statement.contains("ecs-tasks.amazonaws.com"));
    }

    @Test
    void containers_haveNoPublicAddress_andAreReachedByTheLoadBalancerAlone() {
        assertThat((Map<?, ?>) service().inputs().get("networkConfiguration"))
                .extracting("assignPublicIp")
                .isEqualTo(false);
        assertThat(FULL.behind(service(), "networkConfiguration"))
                .filteredOn(node -> node.type().endsWith(":Subnet"))
                .extracting(Node::name)
                .containsExactlyInAnyOrder("dashboard-private-1", "dashboard-private-2");
        Node group = FULL.one("SecurityGroup", "dashboard");
        assertThat(rules("SecurityGroupIngressRule", group)).singleElement().satisfies(rule -> {
            assertThat(FULL.behind(rule, "referencedSecurityGroupId"))
                    .extracting(Node::name)
                    .containsExactly("dashboard-lb");
            assertThat(rule.inputs()).containsEntry("fromPort", 8080L);
        });
        assertThat(rules("SecurityGroupEgressRule", group)).singleElement().satisfies(rule -> assertThat(rule.inputs())
                .containsEntry("fromPort", 443L));
        assertThat(rules("SecurityGroupEgressRule", FULL.one("SecurityGroup", "dashboard-lb")))
                .singleElement()
                .satisfies(rule -> assertThat(FULL.behind(rule, "referencedSecurityGroupId"))
                        .containsExactly(group));
    }

    private static List<Node> rules(String type, Node group) {
        return FULL.of(type).stream()
                .filter(rule -> FULL.behind(rule, "securityGroupId").contains(group))
                .toList();
    }

    @Test
    void network_isOfItsOwn_andOnlyItsPublicSubnetsLeadToTheGateway() {
        Node vpc = FULL.one("ec2/vpc:Vpc", "dashboard");
        assertThat(FULL.of("ec2/route:Route")).hasSize(2).allSatisfy(route -> assertThat(
                        FULL.behind(FULL.behind(route, "routeTableId").get(0), "vpcId"))
                .containsExactly(vpc));
        Node inside = FULL.one("ec2/route:Route", "dashboard-private");
        assertThat(inside.inputs()).doesNotContainKey("gatewayId").containsKey("natGatewayId");
        assertThat(FULL.of("RouteTableAssociation"))
                .filteredOn(association -> association.name().startsWith("dashboard-private"))
                .flatExtracting(association -> FULL.behind(association, "routeTableId"))
                .extracting(Node::name)
                .containsOnly("dashboard-private");
        assertThat(FULL.waitsFor(service(), inside)).isTrue();
    }

    @Test
    void frontDoor_speaksTls_keepsASessionWithItsContainer_andHasAName() {
        Node balancer = FULL.one("lb/loadBalancer:LoadBalancer", "dashboard");
        assertThat(balancer.inputs())
                .containsEntry("internal", false)
                .containsEntry("dropInvalidHeaderFields", true)
                .containsEntry("enableDeletionProtection", true);
        Node https = FULL.one("lb/listener:Listener", "dashboard");
        assertThat(https.inputs()).containsEntry("port", 443L).containsEntry("protocol", "HTTPS");
        assertThat(https.text("sslPolicy")).contains("TLS13-1-2");
        assertThat(FULL.behind(https, "certificateArn")).isNotEmpty();
        assertThat(FULL.one("lb/listener:Listener", "dashboard-http").text("defaultActions"))
                .contains("type=redirect", "protocol=HTTPS", "HTTP_301");
        Node targets = FULL.one("TargetGroup", "dashboard");
        assertThat(targets.text("stickiness")).contains("enabled=true", "type=lb_cookie");
        assertThat(targets.text("healthCheck")).contains("path=/api/health", "matcher=200");
        assertThat(FULL.one("route53/record:Record", "dashboard").inputs())
                .containsEntry("name", "dashboard.shop.example.com");
        assertThat(FULL.waitsFor(service(), https)).isTrue();
    }

    @Test
    void deployment_isTakenBackWhenItDoesNotAnswer() {
        assertThat(service().inputs())
                .containsEntry("launchType", "FARGATE")
                .containsEntry("desiredCount", 2L)
                .containsEntry("deploymentMinimumHealthyPercent", 100L)
                .containsEntry("enableExecuteCommand", false)
                .containsEntry("waitForSteadyState", true);
        assertThat(service().text("deploymentCircuitBreaker")).contains("enable=true", "rollback=true");
        assertThat(FULL.of("appautoscaling/target:Target")).isEmpty();
    }

    @Test
    void task_runsThePinnedImage_signsInByThePool_andLogsWithRetention() {
        Node task = FULL.one("ecs/taskDefinition:TaskDefinition", "dashboard");
        JsonNode container =
                JsonMapper.shared().readTree(task.text("containerDefinitions")).get(0);
        assertThat(task.text("runtimePlatform")).contains("cpuArchitecture=X86_64");
        assertThat(container.path("image").asString()).isEqualTo(Stacks.IMAGE);
        Map<String, String> environment = new java.util.TreeMap<>();
        container
                .path("environment")
                .forEach(variable -> environment.put(
                        variable.path("name").asString(), variable.path("value").asString()));
        assertThat(environment)
                .containsEntry("QUARTET_STACK", "full")
                .containsEntry("QUARTET_ACCESS_OIDC_ENABLED", "true")
                .containsEntry("SERVER_FORWARD_HEADERS_STRATEGY", "native");
        assertThat(container.at("/linuxParameters/capabilities/drop/0").asString())
                .isEqualTo("ALL");
        assertThat(container.at("/logConfiguration/options/awslogs-group").asString())
                .isEqualTo(FULL.one("LogGroup", "dashboard").text("name"));
        assertThat(FULL.behind(task, "taskRoleArn")).extracting(Node::name).contains("dashboard");
        assertThat(FULL.behind(task, "executionRoleArn")).extracting(Node::name).contains("dashboard-start");
    }

    @Test
    void roles_areTakenByTasks_theStartersMayFetchThisImageAndWriteThisLog() {
        assertThat(statementsOf("dashboard").stream()
                        .filter(statement -> statement.json().toString().contains("ecs-tasks.amazonaws.com")))
                .singleElement()
                .satisfies(statement -> assertThat(
                                statement.json().get("Condition").toString())
                        .contains("aws:SourceAccount", "aws:SourceArn=arn:aws:ecs:ap-northeast-1:"));
        assertThat(statementsOf("dashboard-start").stream().flatMap(statement -> statement.actions().stream()))
                .containsExactlyInAnyOrder(
                        "sts:AssumeRole",
                        "logs:CreateLogStream",
                        "logs:PutLogEvents",
                        "ecr:GetAuthorizationToken",
                        "ecr:BatchCheckLayerAvailability",
                        "ecr:GetDownloadUrlForLayer",
                        "ecr:BatchGetImage");
        assertThat(statementsOf("dashboard-start").stream()
                        .flatMap(statement -> Stream.of(statement.json().toString())))
                .anyMatch(statement ->
                        statement.contains("arn:aws:ecr:ap-northeast-1:123456789012:repository/quartet/dashboard"));
        assertThat(FULL.waitsFor(service(), FULL.one("RolePolicy", "dashboard-start")))
                .isTrue();
    }

    @Test
    void alarms_watchHealthAndErrors() {
        assertThat(FULL.of("MetricAlarm").stream().map(Node::name).filter(name -> name.startsWith("dashboard-")))
                .containsExactlyInAnyOrder(
                        "dashboard-none", "dashboard-unhealthy", "dashboard-5xx", "dashboard-lb-5xx");
    }
}
