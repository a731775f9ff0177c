package dev.quartet.local.ec2;

import static dev.quartet.local.core.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.core.Caller;
import dev.quartet.local.core.Instances.Instance;
import dev.quartet.local.core.Instances.State;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.process.ChildProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;

/** An instance as a real process, with its archive in S3, its role, its file system, and EC2's API by AWS's own client. */
class InstanceTest {
    @TempDir
    Path directory;

    private Ec2Kit kit;
    private Ec2Client client;

    @BeforeEach
    void start() throws IOException {
        kit = new Ec2Kit(directory);
        client = kit.client(Ec2Client.builder());
    }

    @AfterEach
    void stop() {
        client.close();
        kit.close();
    }

    @Test
    void instance_shouldServeTheFileSystem_andBeCountedAndLogged() throws Exception {
        Files.createDirectories(kit.files.root.resolve("stable"));
        Files.writeString(kit.files.root.resolve("stable/app.bin"), "x".repeat(1000));
        kit.launchTemplate(values -> {});
        var instance = running(kit.launch());

        assertThat(get(instance, "/app.bin")).hasSize(1000);
        assertThat(get(instance, "/none")).isEqualTo("none\n");

        // The server writes a line when its answer has left; the bytes are counted before the line is logged.
        await().untilAsserted(() -> assertThat(kit.logs.tail(Ec2Kit.LOG_GROUP, 100).stream()
                        .filter(event -> event.message().contains("\"path\":")))
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.stream()).isEqualTo(instance.id()))
                .first()
                .satisfies(event -> assertThat(event.message()).contains("app.bin")));
        assertThat(kit.files.read).hasValue(1000);
        assertThat(kit.files.clients).containsExactly(instance.id());
        assertThat(kit.files.asked).hasValueSatisfying(caller -> assertThat(caller.roleArn())
                .contains("arn:aws:iam::123456789012:role/server"));
        kit.clock.advance(Duration.ofSeconds(59));
        kit.ec2.tick();
        assertThat(sum("NetworkOut", "AutoScalingGroupName", "updates")).isZero();
        kit.clock.advance(Duration.ofSeconds(1));
        kit.ec2.tick();
        assertThat(sum("NetworkOut", "AutoScalingGroupName", "updates")).isEqualTo(1005);
        assertThat(sum("NetworkOut", "InstanceId", instance.id())).isEqualTo(1005);
        // It started within this minute: some CPU time of two processors' minute, far from all.
        assertThat(sum("CPUUtilization", "InstanceId", instance.id()))
                .isBetween(0.01, 50.0)
                .isEqualTo(sum("CPUUtilization", "AutoScalingGroupName", "updates"));
    }

    @Test
    void describeInstances_shouldTellWhatRuns_andFilter() throws Exception {
        kit.launchTemplate(values -> {});
        var instance = running(kit.launch());

        var seen =
                client.describeInstances().reservations().getFirst().instances().getFirst();
        assertThat(seen.instanceId()).isEqualTo(instance.id()).matches("i-[0-9a-f]{17}");
        assertThat(seen.state().nameAsString()).isEqualTo("running");
        assertThat(seen.state().code()).isEqualTo(16);
        assertThat(seen.instanceTypeAsString()).isEqualTo("t4g.micro");
        assertThat(seen.placement().availabilityZone()).isEqualTo("eu-west-1a");
        assertThat(seen.launchTime()).isEqualTo(instance.launched());
        assertThat(seen.securityGroups()).singleElement().satisfies(g -> assertThat(g.groupId())
                .isEqualTo("sg-server"));
        assertThat(seen.tags())
                .extracting(tag -> tag.key() + "=" + tag.value())
                .containsExactlyInAnyOrder("Name=updates", "aws:autoscaling:groupName=updates");
        assertThat(found("instance-state-name", "running")).containsExactly(instance.id());
        assertThat(found("tag:Name", "updates")).containsExactly(instance.id());
        assertThat(found("tag:Name", "shop")).isEmpty();
        assertThatThrownBy(() -> found("vpc-id", "vpc-1"))
                .isInstanceOf(Ec2Exception.class)
                .hasMessageContaining("The filter 'vpc-id' is invalid");
        assertThatThrownBy(() -> client.getConsoleOutput(r -> r.instanceId("i-1")))
                .isInstanceOfSatisfying(
                        Ec2Exception.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidInstanceID.NotFound"));
        assertThat(console(instance)).contains("server.jar: OK", "mounted fs-1 through fsap-1", "serving ");
    }

    @Test
    void terminateInstances_shouldEndTheProcess() throws Exception {
        kit.launchTemplate(values -> {});
        var instance = running(kit.launch());
        var process = process(instance).orElseThrow();

        var change = client.terminateInstances(r -> r.instanceIds(instance.id()))
                .terminatingInstances()
                .getFirst();

        assertThat(change.previousState().nameAsString()).isEqualTo("running");
        await().until(() -> state(instance) == State.TERMINATED);
        assertThat(process.alive()).isFalse();
        await().until(() -> kit.files.clients.isEmpty());
        assertThat(found("instance-state-name", "terminated")).containsExactly(instance.id());
        kit.clock.advance(Duration.ofMinutes(61));
        kit.ec2.tick();
        assertThat(kit.ec2.find(instance.id())).isEmpty();
    }

    @Test
    void killedProcess_shouldBeATerminatedInstance_withItsReason() throws Exception {
        kit.launchTemplate(values -> {});
        var instance = running(kit.launch());

        process(instance).orElseThrow().kill();

        await().until(() -> state(instance) == State.TERMINATED);
        assertThat(client.describeInstances()
                        .reservations()
                        .getFirst()
                        .instances()
                        .getFirst()
                        .stateReason()
                        .message())
                .contains("exit code 137");
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("checksum", kit -> {}, Map.of("JAR_SHA256", "0".repeat(64)), "the SHA-256 is"),
                fault("key", kit -> {}, Map.of("JAR_KEY", "update-server/other.jar"), "was answered 40"),
                fault(
                        "permission",
                        kit -> kit.allow(
                                "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:ListBucket\", \"Resource\": \"*\"}]}"),
                        Map.of(),
                        "AccessDenied"),
                fault(
                        "endpoint",
                        kit -> kit.network.blockedServices.put("s3", "vpc-1 has no VPC endpoint for s3"),
                        Map.of(),
                        "vpc-1 has no VPC endpoint for s3"),
                fault(
                        "mount target",
                        kit -> kit.files.unreachable = Optional.of("no mount target in eu-west-1a"),
                        Map.of(),
                        "mount.nfs4: Connection timed out: fs-1: no mount target"),
                fault(
                        "file system policy",
                        kit -> kit.files.denied = Optional.of("an explicit deny"),
                        Map.of(),
                        "access denied by server while mounting fs-1: an explicit deny"),
                fault("server", kit -> {}, Map.of("FAILS", "true"), "ended with exit code 2 before it listened"),
                fault("quotes", kit -> {}, Map.of("JAR_KEY", "\"a\""), "is no plain assignment"));
    }

    private static Arguments fault(String name, Consumer<Ec2Kit> cause, Map<String, String> values, String message) {
        return Arguments.of(name, cause, values, message);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void failingScript_shouldLeaveAnInstanceThatListensNowhere_andSayWhy(
            String name, Consumer<Ec2Kit> cause, Map<String, String> values, String message) {
        cause.accept(kit);
        kit.launchTemplate(script -> script.putAll(values));

        var instance = running(kit.launch());

        assertThat(instance.reason()).contains(message);
        assertThat(instance.address().getPort()).isEqualTo(1);
        assertThat(console(instance)).contains("user-data failed: ", message);
        assertThat(kit.processes.running()).isEmpty();
    }

    @Test
    void missingRightToLog_shouldLeaveTheServerRunning_withoutLog() throws Exception {
        kit.allow(
                "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:GetObject\", \"Resource\": \"*\"}]}");
        kit.launchTemplate(values -> {});

        var instance = running(kit.launch());

        assertThat(get(instance, "/none")).isEqualTo("none\n");
        assertThat(kit.logs.tail(Ec2Kit.LOG_GROUP, 10)).isEmpty();
        assertThat(console(instance)).contains("is not authorized to perform: logs:CreateLogStream");
    }

    @Test
    void launchTemplate_shouldGetVersions_andRefuseWhatEc2Refuses() {
        var before = kit.template(values -> {});
        var made = kit.provision("aws:ec2/launchTemplate:LaunchTemplate", "updates", before);
        var changed = kit.change(made, before, kit.template(values -> values.put("IDLE_SECONDS", "80")));

        assertThat(made.outputs()).containsEntry("latestVersion", 1).containsEntry("defaultVersion", 1);
        assertThat(changed.outputs()).containsEntry("latestVersion", 2).containsEntry("defaultVersion", 2);
        assertThat(kit.ec2.template("updates", "1").version()).isEqualTo(1);
        assertThat(kit.ec2.template(made.id(), "$Default").version()).isEqualTo(2);
        assertThatThrownBy(() -> kit.ec2.template(made.id(), "3"))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("VersionNotFound");
        before.put("name", "other");
        before.put("userData", "%%%");
        assertThatThrownBy(() -> kit.provision("aws:ec2/launchTemplate:LaunchTemplate", "other", before))
                .hasMessageContaining("Invalid BASE64 encoding of user data");
        before.put("userData", "");
        before.put("iamInstanceProfile", Map.of("name", "nobody"));
        assertThatThrownBy(() -> kit.provision("aws:ec2/launchTemplate:LaunchTemplate", "other", before))
                .hasMessageContaining("Instance Profile nobody cannot be found");
    }

    @Test
    void anonymousMount_shouldBeAsked_withoutTheOptionIam() {
        kit.launchTemplate(values -> {});
        var script = UserDataTest.script("mount -t efs -o tls,accesspoint=x fs /mnt", "A=1");
        assertThat(script.throughIam()).isFalse();
        running(kit.launch());
        assertThat(kit.files.asked)
                .hasValueSatisfying(caller -> assertThat(caller).isNotEqualTo(Caller.ANONYMOUS));
    }

    private Instance running(Instance launched) {
        await().until(() -> state(launched) == State.RUNNING);
        return kit.ec2.find(launched.id()).orElseThrow();
    }

    private State state(Instance instance) {
        return kit.ec2.find(instance.id()).orElseThrow().state();
    }

    private Optional<ChildProcess> process(Instance instance) {
        return kit.processes.running().stream()
                .filter(process -> process.name().equals(instance.id()))
                .findFirst();
    }

    private String get(Instance instance, String path) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                                            + instance.address().getPort() + path))
                                    .timeout(Duration.ofSeconds(60))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }

    private List<String> found(String filter, String value) {
        return client
                .describeInstances(r ->
                        r.filters(Filter.builder().name(filter).values(value).build()))
                .reservations()
                .stream()
                .flatMap(reservation -> reservation.instances().stream())
                .map(software.amazon.awssdk.services.ec2.model.Instance::instanceId)
                .toList();
    }

    private String console(Instance instance) {
        var output = client.getConsoleOutput(r -> r.instanceId(instance.id())).output();
        return new String(Base64.getDecoder().decode(output), StandardCharsets.UTF_8);
    }

    private double sum(String metric, String dimension, String value) {
        return kit.metrics.sum("AWS/EC2", metric, Map.of(dimension, value));
    }
}
