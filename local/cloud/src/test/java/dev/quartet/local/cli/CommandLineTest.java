package dev.quartet.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.MailSink;
import dev.quartet.local.http.LoopbackServer;
import dev.quartet.local.mail.Mailbox;
import dev.quartet.local.process.ChildProcesses;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class CommandLineTest {
    @TempDir
    Path root;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(strings = {"up", "preview", "status", "logs", "doctor"})
    void help_shouldTellExitCodes(String command) {
        var printed = new ByteArrayOutputStream();
        var before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertThat(run(command, "--help")).isZero();
        } finally {
            System.setOut(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("Usage: quartet " + command, "Exit codes:");
    }

    @Test
    void unknownOption_shouldBeAUsageError() {
        assertThat(run("up", "--nonsense")).isEqualTo(64);
        assertThat(err()).contains("--nonsense").contains("quartet up --help");
    }

    @Test
    void wrongPort_shouldNameOptionValueAndRange() {
        assertThat(run("up", "--cloud-port", "70000")).isEqualTo(64);
        assertThat(err()).contains("--cloud-port is 70000; allowed are 1 to 65535");
    }

    @Test
    void up_shouldSayThatTheProgramIsNotBuilt() throws IOException {
        Files.writeString(
                root.resolve("Pulumi.yaml"),
                "name: sample\nruntime: {name: java, options: {binary: infra/target/infra.jar}}\n");
        assertThat(run("up")).isEqualTo(1);
        assertThat(err()).contains("the program is not built").contains("infra.jar");
    }

    @Test
    void preview_shouldNameTheFileThatIsMissing() {
        assertThat(run("preview")).isEqualTo(1);
        assertThat(err()).contains("cannot read").contains("Pulumi.yaml");
    }

    @Test
    void status_shouldSayThatNothingRuns() throws IOException {
        int free;
        try (var server = LoopbackServer.start(0, exchange -> {})) {
            free = server.port();
        }
        assertThat(run("status", "--cloud-port", String.valueOf(free))).isEqualTo(69);
        assertThat(err()).contains("no local cloud runs on port " + free);
    }

    @Test
    void status_shouldShowWhatTheCloudTells() throws Exception {
        var context = new CloudContext(
                "local",
                "111122223333",
                "ap-northeast-1",
                Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC),
                "http://127.0.0.1:1",
                root,
                Optional.empty());
        try (var children = ChildProcesses.open(root.resolve("children"))) {
            var state = new RunState(context, children);
            state.provisioned(true);
            state.provisioned(false);
            state.endpoint("dashboard", "http://localhost:8080");
            state.ready();
            try (var server = LoopbackServer.start(0, new StatusHandler(state))) {
                var port = String.valueOf(server.port());
                assertThat(run("status", "--cloud-port", port)).isZero();
                assertThat(out())
                        .contains("ready since 2026-01-02T03:04:05Z", "1 running, 1 recorded", "http://localhost:8080");
                out.reset();
                assertThat(run("status", "--json", "--cloud-port", port)).isZero();
                assertThat(new JsonMapper().readTree(out()).path("state").asString())
                        .isEqualTo("ready");
            }
        }
    }

    @Test
    void mail_shouldShowWhatWasSent_toWhomIsAsked() throws Exception {
        var mailbox = new Mailbox(Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC));
        mailbox.deliver(message("ann@example.com", "Your code is 123456"));
        mailbox.deliver(message("bob@example.com", "Your code is 654321"));
        try (var server = LoopbackServer.start(0, mailbox)) {
            var port = String.valueOf(server.port());
            assertThat(run("mail", "--to", "ann@example.com", "--cloud-port", port))
                    .isZero();
            assertThat(out())
                    .contains("Verify", "123456", "2026-01-02T03:04:05Z")
                    .doesNotContain("654321");
            out.reset();
            assertThat(run("mail", "--to", "eve@example.com", "--cloud-port", port))
                    .isZero();
            assertThat(out()).contains("no mail to eve@example.com; there is mail to ann@example.com, bob@example.com");
            out.reset();
            assertThat(run("mail", "--json", "--cloud-port", port)).isZero();
            assertThat(new JsonMapper().readTree(out())).hasSize(2);
            out.reset();
            var mails = root.resolve("mails");
            assertThat(run("mail", "--to", "ann@example.com", "--eml", mails.toString(), "--cloud-port", port))
                    .isZero();
            assertThat(mails.resolve("2026-01-02T03_04_05Z-id.eml"))
                    .content()
                    .contains("To: ann@example.com", "Subject: Verify");
        }
    }

    private static MailSink.Message message(String to, String text) {
        return new MailSink.Message(
                "id",
                "from@example.com",
                java.util.List.of(to),
                "Verify",
                text,
                Optional.empty(),
                Optional.empty(),
                java.util.Map.of());
    }

    @Test
    void lock_shouldNameTheRunThatHoldsIt() throws IOException {
        var home = new Home(root);
        try (var lock = RunLock.take(home, 4567)) {
            assertThat(RunLock.holder(home))
                    .contains(new RunLock.Holder(ProcessHandle.current().pid(), 4567));
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> RunLock.take(home, 4568))
                    .isInstanceOf(CommandException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("4567");
            assertThat(lock).isNotNull();
        }
        RunLock.take(home, 4568).close();
        assertThat(RunLock.holder(home)).isEmpty();
    }

    @Test
    void doctor_shouldSayWhatIsMissing() throws Exception {
        assertThat(run("doctor", "--json")).isEqualTo(69);
        var checks = new JsonMapper().readTree(out()).path("checks");
        assertThat(checks.valueStream()
                        .filter(check -> check.path("what").asString().equals("infra/target/infra.jar"))
                        .map(check -> check.path("found").asString()))
                .containsExactly("missing; build with ./quartet package");
    }

    @Test
    void outputs_shouldBeALineALeaf() {
        assertThat(Outputs.lines(java.util.Map.of(
                        "todo", java.util.Map.of("url", "http://x", "list", java.util.List.of("a")), "version", 1.0)))
                .containsExactly("todo.list[0]  a", "todo.url      http://x", "version       1");
    }

    @Test
    void folders_shouldDeleteReadOnlyTreesAndKeepSecretsToTheOwner() throws IOException {
        var folder = Files.createDirectories(root.resolve("work/code/deep"));
        Files.writeString(folder.resolve("file"), "x");
        assertThat(folder.toFile().setWritable(false)).isTrue();
        Folders.delete(root.resolve("work"));
        assertThat(root.resolve("work")).doesNotExist();

        var secret = root.resolve("aws.env");
        Folders.writeSecret(secret, "export A=b\n");
        Folders.writeSecret(secret, "export A=c\n");
        assertThat(secret).hasContent("export A=c");
        assertThat(java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                .isEqualTo("rw-------");
    }

    private int run(String... arguments) {
        var terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        return Main.run(new Home(root), terminal, arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
