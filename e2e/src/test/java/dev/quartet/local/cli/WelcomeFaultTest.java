package dev.quartet.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quartet.e2e.BlogAccess;
import dev.quartet.e2e.StackAccess;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a welcome mail when SES or the function breaks on the way. */
@Order(1) // before another cloud runs beside
final class WelcomeFaultTest {
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final String LEASE = "WELCOME_LEASE_SECONDS";

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @TempDir
    Path state;

    @Test
    void sesDown_shouldKeepTheRecordWhole_raiseAnAlarm_andRedriveShouldSendIt() throws Exception {
        try (var session = ChangedProgram.start(state, new ByteArrayOutputStream(), UnaryOperator.identity())) {
            var blog = new BlogAccess(new StackAccess(state));
            var email = UUID.randomUUID() + "@example.com";
            blog.ses("{\"down\": true}");

            assertThat(blog.signUp(email, "en").statusCode()).isEqualTo(202);

            var bucket = blog.exports().failedRecordsBucket();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(blog.keys(bucket)).hasSize(1));
            try (var s3 = blog.s3()) {
                var record = s3.getObjectAsBytes(request ->
                                request.bucket(bucket).key(blog.keys(bucket).get(0)))
                        .asUtf8String();
                assertThat(record).contains(email); // whole: what it was about can be read in it
            }
            assertThat(blog.mails(email)).isEmpty();
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(blog.alarmsInAlarm())
                    .anyMatch(name -> name.contains("failed-records")));

            blog.ses("{\"down\": false}");
            assertThat(redrive()).as(output::toString).isZero();

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(blog.mails(email)).hasSize(1));
            assertThat(blog.keys(bucket)).isEmpty();
            assertThat(redrive()).as(output::toString).isZero(); // nothing is left
            assertThat(blog.mails(email)).hasSize(1);
        }
    }

    @Test
    void kill_betweenSendAndMark_shouldSendAgainAfterTheLease_andCountIt() throws Exception {
        // Five minutes on AWS; a test does not wait that long.
        var change = ChangedProgram.with("aws:lambda/function:Function", WelcomeFaultTest::shortLease);
        try (var session = ChangedProgram.start(state, new ByteArrayOutputStream(), change)) {
            var blog = new BlogAccess(new StackAccess(state));
            var email = UUID.randomUUID() + "@example.com";
            blog.ses("{\"hold\": true}"); // SES sends, but its answer does not come

            blog.signUp(email, "en");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(blog.mails(email)).hasSize(1));
            welcomeProcesses().forEach(ProcessHandle::destroyForcibly);
            blog.ses("{\"hold\": false}");

            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(blog.visitor(email).get("status").s()).isEqualTo("SENT"));
            assertThat(blog.mails(email)).hasSize(2);
            assertThat(blog.visitor(email).get("sends").n()).isEqualTo("2");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(blog.figure("WelcomeMailsRepeated"))
                    .isEqualTo(1));
        }
    }

    private int redrive() {
        var stream = new PrintStream(output, true, StandardCharsets.UTF_8);
        return Main.run(new Home(StackAccess.clonesRoot(), state), new Terminal(stream, stream, false), "redrive");
    }

    /** Returns all: beside the one that waits for SES another may be learning a start-up cache. */
    private List<ProcessHandle> welcomeProcesses() throws Exception {
        return Files.readAllLines(state.resolve("processes")).stream()
                .filter(line -> line.contains(" quartet-local-blog-welcome"))
                .map(line -> ProcessHandle.of(Long.parseLong(line.split(" ")[0])))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Map<String, Object> shortLease(Map<String, Object> inputs) {
        if (inputs.get("environment") instanceof Map<?, ?> environment
                && environment.get("variables") instanceof Map<?, ?> variables
                && variables.containsKey(LEASE)) {
            var shorter = new HashMap<Object, Object>(variables);
            shorter.put(LEASE, "1");
            inputs.put("environment", Map.of("variables", shorter));
        }
        return inputs;
    }
}
