package dev.quartet.local.elb;

import static dev.quartet.local.core.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.TargetGroups.Target;
import dev.quartet.local.http.LoopbackServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ElasticLoadBalancingV2Exception;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** The API as AWS's own client sees it. */
class ElbServiceTest {
    private final ElbKit kit = new ElbKit();
    private LoopbackServer server;
    private ElasticLoadBalancingV2Client client;

    @BeforeEach
    void start() throws Exception {
        server = LoopbackServer.start(0, exchange -> kit.elb
                .api()
                .handle(new AwsRequest(
                        exchange, Caller.service("test"), "elasticloadbalancing", "eu-west-1", "request-1")));
        client = ElasticLoadBalancingV2Client.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        kit.close();
    }

    @Test
    void whatTheProgramMade_shouldBeDescribed() {
        var loadBalancer = kit.loadBalancer();
        var functions = kit.lambdaGroup("inventory", true);
        var instances = kit.provision(
                        "TargetGroup",
                        "updates",
                        Map.of("name", "updates", "port", 8080.0, "protocol", "HTTP", "vpcId", "vpc-1"))
                .id();
        var listener = kit.listener(loadBalancer, ElbKit.forward(functions));
        kit.provision(
                "ListenerRule",
                "updates",
                Map.of(
                        "listenerArn",
                        listener,
                        "priority",
                        5.0,
                        "conditions",
                        List.of(Map.of("pathPattern", Map.of("values", List.of("/updates/*")))),
                        "actions",
                        List.of(ElbKit.forward(instances))));

        var described = client.describeLoadBalancers(r -> r.names("shop"))
                .loadBalancers()
                .getFirst();
        assertThat(described.loadBalancerArn()).isEqualTo(loadBalancer);
        assertThat(described.schemeAsString()).isEqualTo("internal");
        assertThat(described.state().codeAsString()).isEqualTo("active");
        assertThat(described.availabilityZones())
                .extracting(zone -> zone.zoneName() + " " + zone.subnetId())
                .containsExactly("eu-west-1a subnet-a", "eu-west-1b subnet-b");
        assertThat(described.createdTime()).isNotNull();
        assertThat(client.describeListeners(r -> r.loadBalancerArn(loadBalancer))
                        .listeners())
                .extracting(l -> l.port() + " " + l.protocolAsString() + " "
                        + l.defaultActions().getFirst().targetGroupArn())
                .containsExactly("80 HTTP " + functions);
        assertThat(client.describeRules(r -> r.listenerArn(listener)).rules())
                .extracting(rule -> rule.priority() + " " + rule.conditions())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("5 ").contains("path-pattern", "/updates/*"),
                        last -> assertThat(last).startsWith("default "));
        assertThat(client.describeTargetGroups(r -> r.loadBalancerArn(loadBalancer))
                        .targetGroups())
                .extracting(group ->
                        group.targetGroupName() + " " + group.targetTypeAsString() + " " + group.healthCheckEnabled())
                .containsExactlyInAnyOrder("inventory lambda false", "updates instance true");
        assertThat(client.describeTargetGroupAttributes(r -> r.targetGroupArn(functions))
                        .attributes())
                .extracting(a -> a.key() + "=" + a.value())
                .containsExactly("lambda.multi_value_headers.enabled=true");
        assertThat(client.describeLoadBalancerAttributes(r -> r.loadBalancerArn(loadBalancer))
                        .attributes())
                .extracting(a -> a.key() + "=" + a.value())
                .contains("idle_timeout.timeout_seconds=60");
        assertThat(client.describeTargetHealth(r -> r.targetGroupArn(functions)).targetHealthDescriptions())
                .extracting(health ->
                        health.target().id() + " " + health.targetHealth().stateAsString())
                .containsExactly(ElbKit.FUNCTION + " unavailable");
    }

    @Test
    void healthOfInstances_shouldBeShown() throws Exception {
        var loadBalancer = kit.loadBalancer();
        var instances = kit.provision(
                        "TargetGroup",
                        "updates",
                        Map.of(
                                "name",
                                "updates",
                                "port",
                                8080.0,
                                "protocol",
                                "HTTP",
                                "vpcId",
                                "vpc-1",
                                "healthCheck",
                                Map.of("interval", 5.0, "timeout", 2.0)))
                .id();
        kit.listener(loadBalancer, ElbKit.forward(instances));
        try (var instance = LoopbackServer.start(0, exchange -> exchange.respond(404, Map.of(), new byte[0]))) {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), instance.port());
            kit.elb.register(
                    instances, new Target("i-1", OptionalInt.empty(), address, "eu-west-1a", Optional.empty()));
            await().until(() -> client.describeTargetHealth(r -> r.targetGroupArn(instances))
                            .targetHealthDescriptions()
                            .getFirst()
                            .targetHealth()
                            .state()
                    == TargetHealthStateEnum.UNHEALTHY);
            // While it answers: the next check would find it gone, for another reason.
            var health = client.describeTargetHealth(r -> r.targetGroupArn(instances))
                    .targetHealthDescriptions()
                    .getFirst();
            assertThat(health.target().port()).isEqualTo(8080);
            assertThat(health.targetHealth().reasonAsString()).isEqualTo("Target.ResponseCodeMismatch");
            assertThat(health.targetHealth().description()).contains("[404]");
        }
    }

    @Test
    void theUnknownAndTheForbidden_shouldBeRefused() {
        assertThatThrownBy(() -> client.describeLoadBalancers(r -> r.names("none")))
                .isInstanceOf(LoadBalancerNotFoundException.class);
        kit.authorizer.deny("elasticloadbalancing:DescribeTargetHealth");
        assertThatThrownBy(() -> client.describeTargetHealth(r -> r.targetGroupArn("arn:x")))
                .isInstanceOfSatisfying(ElasticLoadBalancingV2Exception.class, e -> {
                    assertThat(e.statusCode()).isEqualTo(403);
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
                });
    }
}
