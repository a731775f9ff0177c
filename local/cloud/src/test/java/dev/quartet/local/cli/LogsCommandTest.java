package dev.quartet.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.local.cloudwatch.MetricStore;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Placement;
import dev.quartet.local.core.Reachability;
import dev.quartet.local.gateway.AwsGateway;
import dev.quartet.local.gateway.SignatureVerifier;
import dev.quartet.local.http.LoopbackServer;
import dev.quartet.local.iam.IamModule;
import dev.quartet.local.logs.LogStore;
import dev.quartet.local.logs.LogsService;
import dev.quartet.local.process.ChildProcesses;
import dev.quartet.local.sts.Sessions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsCommandTest {
    @TempDir
    Path root;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private LogStore logs;
    private Sessions sessions;
    private ChildProcesses children;
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
        logs = new LogStore(context, new MetricStore(context.clock()));
        sessions = new Sessions(context, iam.authorizer());
        children = ChildProcesses.open(root.resolve("children"));
        var gateway = new AwsGateway(
                        new SignatureVerifier(context, sessions),
                        open,
                        (from, service, reason) -> {},
                        Duration.ofSeconds(1))
                .add(new LogsService(context, logs, iam.authorizer()))
                .management("status", new StatusHandler(new RunState(context, children)));
        server = LoopbackServer.start(0, gateway);
        writeEnvironment(sessions.rootSecretAccessKey());
        for (var name : new String[] {"shop-orders", "shop-orders-api", "todo"}) {
            logs.createGroup("/aws/lambda/" + name);
        }
        for (int i = 1; i <= 3; i++) {
            logs.append("/aws/lambda/todo", "stream", "line " + i + "\n");
        }
    }

    @AfterEach
    void stopCloud() {
        server.close();
        children.close();
    }

    @Test
    void logs_shouldShowTheNewestEvents() {
        assertThat(run("todo", "--lines", "2"))
                .as(err.toString(StandardCharsets.UTF_8))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("line 2", "line 3")
                .doesNotContain("line 1");
    }

    @Test
    void logs_shouldTakeTheNameThatIsWholeOrUnique() {
        assertThat(run("shop-orders")).isZero();
        assertThat(run("tod")).isZero();
        assertThat(run("shop")).isEqualTo(64);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("more than one function is called 'shop'", "shop-orders, shop-orders-api, todo");
    }

    @Test
    void logs_shouldBeRefused_whenTheSecretIsWrong() throws Exception {
        writeEnvironment("wrong");

        assertThat(run("todo")).isEqualTo(69);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("answered 403");
    }

    private void writeEnvironment(String secret) throws Exception {
        Files.createDirectories(root.resolve(".quartet/local"));
        Files.writeString(
                root.resolve(".quartet/local/aws.env"),
                "export AWS_ACCESS_KEY_ID=%s\nexport AWS_SECRET_ACCESS_KEY=%s\nexport AWS_REGION=ap-northeast-1\n"
                        .formatted(sessions.rootAccessKeyId(), secret));
    }

    private int run(String... arguments) {
        var all = new String[arguments.length + 3];
        all[0] = "logs";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[all.length - 2] = "--cloud-port";
        all[all.length - 1] = String.valueOf(server.port());
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
