package dev.quartet.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Disorder;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.Placement;
import dev.quartet.local.core.Queues;
import dev.quartet.local.core.Reachability;
import dev.quartet.local.core.RecordingMetrics;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.gateway.AwsGateway;
import dev.quartet.local.gateway.SignatureVerifier;
import dev.quartet.local.http.LoopbackServer;
import dev.quartet.local.iam.IamModule;
import dev.quartet.local.s3.S3Service;
import dev.quartet.local.sqs.Sqs;
import dev.quartet.local.sts.Sessions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What the command says; what it does is the business of {@code RedriveTest}. */
class RedriveCommandTest {
    private static final String QUEUES = "arn:aws:sqs:ap-northeast-1:111122223333:";

    @TempDir
    private Path root;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Sessions sessions;
    private Sqs sqs;
    private S3Service s3;
    private LoopbackServer server;

    @BeforeEach
    void startCloud() throws Exception {
        var context = new CloudContext(
                "local",
                "111122223333",
                "ap-northeast-1",
                Clock.systemUTC(),
                "http://127.0.0.1:1",
                root,
                Optional.empty());
        var open = new OpenNetwork();
        var iam = new IamModule(context, open);
        sessions = new Sessions(context, iam.authorizer());
        sqs = new Sqs(context, iam.authorizer(), new RecordingMetrics(), Disorder.NONE);
        s3 = new S3Service(context, iam.authorizer(), new RecordingMetrics(), event -> {});
        var gateway = new AwsGateway(
                        new SignatureVerifier(context, sessions),
                        open,
                        (from, service, reason) -> {},
                        Duration.ofSeconds(1))
                .add(sqs.api())
                .add(s3);
        server = LoopbackServer.start(0, gateway);
        var folder = Files.createDirectories(root.resolve(".quartet/local"));
        Files.writeString(
                folder.resolve("aws.env"),
                "export AWS_ENDPOINT_URL=http://127.0.0.1:%d\nexport AWS_ACCESS_KEY_ID=%s\nexport AWS_SECRET_ACCESS_KEY=%s\nexport AWS_REGION=ap-northeast-1\n"
                        .formatted(server.port(), sessions.rootAccessKeyId(), sessions.rootSecretAccessKey()));
        Files.writeString(folder.resolve("exports.json"), "{\"operations\":{\"failedRecords\":[]}}");
        queue("shipping-dead", Map.of());
        queue(
                "shipping",
                Map.of(
                        "redrivePolicy",
                        "{\"deadLetterTargetArn\": \"%sshipping-dead\", \"maxReceiveCount\": 5}".formatted(QUEUES)));
    }

    @AfterEach
    void stopCloud() {
        server.close();
        s3.close();
        sqs.close();
    }

    @Test
    void redrive_shouldNameTheQueuesInWhichSomethingWaits() throws Exception {
        assertThat(run()).as(err()).isZero();
        assertThat(out()).contains("no failed records and no dead letters");

        send("shipping-dead");
        out.reset();
        assertThat(run()).isZero();
        assertThat(out()).contains("waiting  shipping-dead  (1)", "--queue shipping-dead", "0 done, 0 failed");
        out.reset();
        assertThat(run("--json")).isZero();
        assertThat(new JsonMapper().readTree(out()).path(0).path("status").asString())
                .isEqualTo("waiting");
    }

    @Test
    void emptyQueue_shouldNotCountAsDone() {
        assertThat(run("--queue", "shipping-dead")).isZero();
        assertThat(out()).contains("empty", "nothing waits there", "0 done, 0 failed");
    }

    @Test
    void unknownNames_shouldBeUsageErrors_withTheKnownOnes() throws Exception {
        assertThat(run("--queue", "shipping")).isEqualTo(64);
        assertThat(err())
                .contains("--queue is shipping, and there is no such dead-letter queue; known are shipping-dead");
        err.reset();
        assertThat(run("--failed-records", "nowhere")).isEqualTo(64);
        assertThat(err()).contains("--failed-records is nowhere, and there is no such bucket; known are none");
    }

    private void send(String queue) {
        var root = sessions.find(sessions.rootAccessKeyId()).orElseThrow().caller();
        sqs.send(root, QUEUES + queue, Queues.Outgoing.of("poison"));
    }

    private void queue(String name, Map<String, Object> more) {
        var inputs = new HashMap<String, Object>(more);
        inputs.put("name", name);
        var catalog = new ResourceCatalog();
        sqs.resources().install(catalog);
        catalog.provision(new Registration(
                "aws:sqs/queue:Queue", name, "urn:" + name, "ap-northeast-1", new Inputs(name, inputs), List.of()));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private int run(String... arguments) {
        var all = new String[arguments.length + 1];
        all[0] = "redrive";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        var terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        return Main.run(new Home(root), terminal, all);
    }

    private static final class OpenNetwork implements Reachability {
        @Override
        public Optional<String> blockedToService(Placement from, String service) {
            return Optional.empty();
        }

        @Override
        public Optional<String> blockedToPort(Placement from, Placement to, int port) {
            return Optional.empty();
        }
    }
}
