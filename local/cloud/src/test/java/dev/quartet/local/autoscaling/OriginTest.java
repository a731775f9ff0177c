package dev.quartet.local.autoscaling;

import static dev.quartet.local.core.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.local.cloudwatch.Alarms;
import dev.quartet.local.cloudwatch.MetricStore;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.FunctionInvoker;
import dev.quartet.local.core.RecordingMetrics;
import dev.quartet.local.ec2.Ec2Kit;
import dev.quartet.local.elb.ElasticLoadBalancing;
import dev.quartet.local.http.FrontDoors;
import dev.quartet.local.process.ChildProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;

/** A load balancer, a group and real processes behind it. */
class OriginTest {
    private static final Map<String, Object> CHECK = Map.of(
            "path", "/healthz", "interval", 5.0, "timeout", 2.0, "healthyThreshold", 2.0, "unhealthyThreshold", 2.0);

    @TempDir
    Path directory;

    private final RecordingMetrics metrics = new RecordingMetrics();
    private final FrontDoors doors = new FrontDoors(5450);
    private final HttpClient http = HttpClient.newHttpClient();
    private Ec2Kit kit;
    private ElasticLoadBalancing elb;
    private AutoScaling autoScaling;
    private AutoScalingClient client;
    private String targetGroup = "";
    private URI url = URI.create("http://127.0.0.1:1/");

    @BeforeEach
    void start() throws IOException {
        kit = new Ec2Kit(directory);
        elb = new ElasticLoadBalancing(
                kit.context,
                new ElasticLoadBalancing.Neighbours(
                        doors, new NoFunctions(), metrics, kit.network, kit.iam.authorizer()));
        autoScaling = new AutoScaling(
                        kit.context,
                        new AutoScaling.Neighbours(
                                kit.ec2,
                                elb,
                                new Alarms(kit.context, new MetricStore(kit.clock), (caller, topic, message) -> "id"),
                                metrics,
                                kit.network,
                                kit.iam.authorizer()))
                .start();
        kit.catalog.add(elb).add(autoScaling);
        kit.serve(autoScaling.api());
        client = kit.client(AutoScalingClient.builder());
        var loadBalancer = kit.provision(
                        "aws:lb/loadBalancer:LoadBalancer",
                        "updates",
                        Map.of(
                                "name",
                                "updates",
                                "internal",
                                true,
                                "subnets",
                                List.of("subnet-a", "subnet-b"),
                                "securityGroups",
                                List.of("sg-lb")))
                .id();
        targetGroup = kit.provision(
                        "aws:lb/targetGroup:TargetGroup",
                        "updates",
                        Map.of(
                                "name",
                                "updates",
                                "targetType",
                                "instance",
                                "port",
                                8080.0,
                                "protocol",
                                "HTTP",
                                "vpcId",
                                "vpc-1",
                                "deregistrationDelay",
                                1.0,
                                "healthCheck",
                                CHECK))
                .id();
        kit.provision(
                "aws:lb/listener:Listener",
                "updates",
                Map.of(
                        "loadBalancerArn",
                        loadBalancer,
                        "port",
                        80.0,
                        "protocol",
                        "HTTP",
                        "defaultActions",
                        List.of(Map.of("type", "forward", "targetGroupArn", targetGroup))));
        url = elb.listeners(loadBalancer).getFirst().url();
    }

    @AfterEach
    void stop() {
        client.close();
        autoScaling.close();
        kit.close();
        elb.close();
        doors.close();
        http.close();
    }

    @Test
    void killedInstance_shouldBeReplaced_andTheOriginServeOn() throws Exception {
        group(values -> {}, Map.of("minSize", 2.0));
        await().until(() -> status() == 404);
        var killed = kit.processes.running().getFirst();

        killed.kill();

        await().until(() -> kit.processes.running().stream()
                        .filter(process -> process.name().startsWith("i-"))
                        .filter(process -> process.pid() != killed.pid())
                        .count()
                == 2);
        await().until(() -> elb.health(targetGroup).size() == 2 && status() == 404);
        assertThat(elb.health(targetGroup)).noneMatch(health -> health.id().equals(killed.name()));
        assertThat(client.describeScalingActivities().activities())
                .anyMatch(activity -> activity.description().endsWith(killed.name())
                        && activity.cause().contains("EC2 health check"));
    }

    @Test
    void allInstancesStopped_shouldBe503_andComeBack() {
        group(values -> {}, Map.of("minSize", 0.0, "desiredCapacity", 1.0));
        await().until(() -> status() == 404);

        client.setDesiredCapacity(r -> r.autoScalingGroupName("updates").desiredCapacity(0));
        await().until(() -> kit.processes.running().isEmpty());
        assertThat(status()).isEqualTo(503);

        client.setDesiredCapacity(r -> r.autoScalingGroupName("updates").desiredCapacity(1));
        await().until(() -> status() == 404);
    }

    @Test
    void instanceThatCannotServe_shouldBeReplaced_whenItsGraceIsOver() {
        group(values -> values.put("JAR_SHA256", "0".repeat(64)), Map.of());
        assertThat(status()).isIn(502, 503, 504);
        var first = client.describeAutoScalingInstances()
                .autoScalingInstances()
                .getFirst()
                .instanceId();
        await().until(() -> elb.health(targetGroup).stream()
                .anyMatch(health -> health.state().name().equals("UNHEALTHY")));

        kit.clock.advance(Duration.ofMinutes(2));

        await().until(() -> client.describeAutoScalingInstances().autoScalingInstances().stream()
                .noneMatch(instance -> instance.instanceId().equals(first)));
        assertThat(client.describeAutoScalingInstances().autoScalingInstances()).hasSize(1);
    }

    @Test
    void close_shouldLeaveNoProcess() {
        group(values -> {}, Map.of("minSize", 3.0));
        var processes = List.copyOf(kit.processes.running());
        assertThat(processes).hasSize(3);

        autoScaling.close();
        kit.ec2.close();

        assertThat(processes).noneMatch(ChildProcess::alive);
    }

    private void group(Consumer<Map<String, String>> script, Map<String, Object> more) {
        var template = kit.launchTemplate(script);
        var inputs = new HashMap<>(ScalingKit.arguments(more));
        inputs.put("launchTemplate", Map.of("id", template.id(), "version", "$Latest"));
        inputs.put("targetGroupArns", List.of(targetGroup));
        inputs.remove("waitForCapacityTimeout");
        kit.provision("aws:autoscaling/group:Group", "updates", inputs);
    }

    private int status() {
        try {
            return http.send(
                            HttpRequest.newBuilder(url.resolve("/none"))
                                    .timeout(Duration.ofSeconds(20))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** No function stands behind these load balancers. */
    private static final class NoFunctions implements FunctionInvoker {
        @Override
        public Result invoke(Caller caller, String functionArn, byte[] payload, Optional<String> sourceArn) {
            throw new AwsException("ResourceNotFoundException", 404, functionArn);
        }

        @Override
        public String invokeAsync(Caller caller, String functionArn, byte[] payload, Optional<String> sourceArn) {
            throw new AwsException("ResourceNotFoundException", 404, functionArn);
        }
    }
}
