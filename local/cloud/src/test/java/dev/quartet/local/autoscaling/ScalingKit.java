package dev.quartet.local.autoscaling;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.cloudwatch.Alarms;
import dev.quartet.local.cloudwatch.CloudWatchService;
import dev.quartet.local.cloudwatch.MetricStore;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.Change;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ListedAuthorizer;
import dev.quartet.local.core.MutableClock;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.RecordingMetrics;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.ec2.Ec2Kit;
import dev.quartet.local.gateway.AwsGateway;
import dev.quartet.local.http.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/** Auto Scaling by a clock that the test moves, with CloudWatch's own alarms, and instances that are none. */
final class ScalingKit implements AutoCloseable {
    static final String GROUP = "updates";
    static final String TARGETS = "targetgroup/updates/1";
    static final String ARN = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:" + TARGETS;

    final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T12:00:00Z"));
    final FakeFleet fleet = new FakeFleet(clock);
    final MetricStore store = new MetricStore(clock);
    final RecordingMetrics groupMetrics = new RecordingMetrics();
    final ListedAuthorizer authorizer = new ListedAuthorizer();
    private final CloudContext context = new CloudContext(
            "test", "123456789012", "eu-west-1", clock, "http://127.0.0.1:1", Path.of("."), Optional.empty());
    final Alarms alarms = new Alarms(context, store, (caller, topic, message) -> "id");
    final AutoScaling autoScaling = new AutoScaling(
            context, new AutoScaling.Neighbours(fleet, fleet, alarms, groupMetrics, new Ec2Kit.TwoZones(), authorizer));
    private final ResourceCatalog catalog = new ResourceCatalog().add(autoScaling);
    private final AwsGateway gateway = new AwsGateway(
                    exchange -> new AwsRequest(exchange, ROOT, service(exchange), "eu-west-1", "request"),
                    new Ec2Kit.TwoZones(),
                    (from, name, reason) -> {},
                    Duration.ofSeconds(1))
            .add(autoScaling.api())
            .add(new CloudWatchService(context, store, alarms, authorizer));
    private final LoopbackServer server;
    final AutoScalingClient client;
    final CloudWatchClient cloudWatch;

    private static final Caller ROOT = new Caller(
            Caller.Kind.ROOT,
            "arn:aws:iam::123456789012:root",
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty());

    ScalingKit() throws IOException {
        server = LoopbackServer.start(0, gateway);
        var endpoint = URI.create("http://127.0.0.1:" + server.port());
        var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDTEST", "secret"));
        client = AutoScalingClient.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_WEST_1)
                .credentialsProvider(credentials)
                .build();
        cloudWatch = CloudWatchClient.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_WEST_1)
                .credentialsProvider(credentials)
                .build();
    }

    private static String service(dev.quartet.local.http.HttpExchange exchange) {
        return exchange.header("Authorization").orElse("").split("/")[3];
    }

    /** Returns the arguments of a group that keeps one to four instances. */
    static Map<String, Object> arguments(Map<String, ?> more) {
        var inputs = new HashMap<String, Object>();
        inputs.put("name", GROUP);
        inputs.put("minSize", 1.0);
        inputs.put("maxSize", 4.0);
        inputs.put("vpcZoneIdentifiers", List.of("subnet-a", "subnet-b"));
        inputs.put("launchTemplate", Map.of("id", "lt-1", "version", "1"));
        inputs.put("targetGroupArns", List.of(ARN));
        inputs.put("healthCheckType", "ELB");
        inputs.put("healthCheckGracePeriod", 120.0);
        inputs.put("defaultInstanceWarmup", 120.0);
        inputs.put("enabledMetrics", List.of("GroupDesiredCapacity", "GroupInServiceInstances", "GroupTotalInstances"));
        inputs.put("waitForCapacityTimeout", "0");
        inputs.put(
                "instanceRefresh", Map.of("strategy", "Rolling", "preferences", Map.of("minHealthyPercentage", 100.0)));
        inputs.put("tags", List.of(Map.of("key", "Name", "value", "updates", "propagateAtLaunch", true)));
        inputs.putAll(more);
        return inputs;
    }

    Provisioned group(Map<String, ?> more) {
        var made = provision("aws:autoscaling/group:Group", GROUP, arguments(more));
        autoScaling.tick();
        autoScaling.tick();
        return made;
    }

    Provisioned policy(double target) {
        return provision(
                "aws:autoscaling/policy:Policy",
                "requests",
                Map.of(
                        "name",
                        "requests",
                        "autoscalingGroupName",
                        GROUP,
                        "policyType",
                        "TargetTrackingScaling",
                        "targetTrackingConfiguration",
                        Map.of(
                                "targetValue",
                                target,
                                "predefinedMetricSpecification",
                                Map.of(
                                        "predefinedMetricType",
                                        "ALBRequestCountPerTarget",
                                        "resourceLabel",
                                        "app/updates/1/" + TARGETS))));
    }

    Provisioned provision(String type, String name, Map<String, ?> inputs) {
        return catalog.provision(registration(type, name, inputs));
    }

    Provisioned deploy(Provisioned made, Map<String, Object> before, Map<String, Object> after, String... changed) {
        var type = "aws:autoscaling/group:Group";
        var change =
                new Change(registration(type, GROUP, before), registration(type, GROUP, after), made, Set.of(changed));
        var unused = catalog.updater(type).orElseThrow().plan(change);
        return catalog.updater(type).orElseThrow().apply(change);
    }

    private static Registration registration(String type, String name, Map<String, ?> inputs) {
        return new Registration(
                type, name, "urn:" + type + "::" + name, "eu-west-1", new Inputs(name, inputs), List.of());
    }

    /** Lets a minute pass in which each target gets so many requests, and everything judges and looks around. */
    void minute(double requestsPerTarget) {
        store.metric(
                        "eu-west-1",
                        "AWS/ApplicationELB",
                        "RequestCountPerTarget",
                        Map.of("TargetGroup", TARGETS),
                        "Count")
                .add(requestsPerTarget);
        pass(Duration.ofMinutes(1));
        alarms.evaluate();
        look();
    }

    void pass(Duration time) {
        clock.advance(time);
    }

    void look() {
        autoScaling.tick();
        autoScaling.tick();
    }

    AutoScalingGroup seen() {
        return client.describeAutoScalingGroups(r -> r.autoScalingGroupNames(GROUP))
                .autoScalingGroups()
                .getFirst();
    }

    /** Returns causes of the activities, the newest first. */
    List<String> causes() {
        return client.describeScalingActivities(r -> r.autoScalingGroupName(GROUP)).activities().stream()
                .map(activity -> activity.description() + ": " + activity.cause())
                .toList();
    }

    @Override
    public void close() {
        client.close();
        cloudWatch.close();
        autoScaling.close();
        alarms.close();
        gateway.close();
        server.close();
    }
}
