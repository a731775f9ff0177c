package dev.quartet.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Starting, stopping, being killed, and what else needs a Quartet of its own. In order: what leaves it running comes first, then what
 * ends it, as each start takes long.
 */
@ExtendWith(SharedQuartet.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class LifecycleTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    private static RunningQuartet own;

    /** Returns the one that these tests have to themselves, started for the first that asks. */
    private static RunningQuartet own() throws Exception {
        if (own == null) {
            own = RunningQuartet.start(folder.resolve("own"), "--no-dashboard");
        }
        return own;
    }

    @AfterAll
    static void stop() {
        if (own != null) {
            own.close();
        }
    }

    @Test
    @Order(1)
    void killedFunction_shouldCostOneRequest_andCountOneError() throws Exception {
        var quartet = own();
        try (var figures = new Figures(quartet.access())) {
            var ann = TodoUser.signUp(quartet.access());
            ann.create("Warm");
            var function = Map.of(
                    "FunctionName",
                    quartet.access().exports().todo().functions().get(0).name());
            var before = figures.sum("AWS/Lambda", "Errors", function);
            // Stopped, so that the request is surely under way when it dies.
            var processes = functionProcesses(quartet);
            assertThat(processes).isNotEmpty();
            for (var process : processes) {
                signal("STOP", process);
            }
            var answer = TodoUser.HTTP.sendAsync(
                    ann.request("/todos").header("Cache-Control", "max-age=0").build(),
                    HttpResponse.BodyHandlers.ofString());
            await().atMost(PATIENCE).until(() -> started(quartet) >= 2);

            processes.forEach(ProcessHandle::destroyForcibly);

            assertThat(answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).statusCode())
                    .isEqualTo(502);
            assertThat(ann.get("/todos").statusCode()).isEqualTo(200);
            assertThat(figures.sum("AWS/Lambda", "Errors", function) - before).isEqualTo(1);
        }
    }

    @Test
    @Order(2)
    void tokenOfAnotherPool_shouldBe401(RunningQuartet shared) throws Exception {
        var stranger = TodoUser.signUp(own().access());
        assertThat(stranger.get("/todos").statusCode()).isEqualTo(200);

        var ann = TodoUser.signUp(shared.access());
        RefusalsTest.problem(TodoUser.send(ann.anonymous("/todos").header("Authorization", stranger.idToken())), 401);
    }

    @Test
    @Order(3)
    void secondUp_shouldBeRefusedInWords() throws Exception {
        var first = own();

        var second = RunningQuartet.launch(first.state(), "--no-dashboard");

        assertThat(second.process().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(second.process().exitValue()).isNotZero();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(second.text())
                .contains(String.valueOf(first.process().pid())));
        assertThat(Files.exists(first.state().resolve("exports.json"))).isTrue();
    }

    @Test
    @Order(4)
    void interrupt_shouldLeaveNothingBehind() throws Exception {
        var quartet = own();
        TodoUser.signUp(quartet.access()).create("One, so that a function runs");
        var children = quartet.process().descendants().toList();
        assertThat(children).isNotEmpty();

        var exit = quartet.interrupt();

        assertThat(exit).as(quartet.text()).isIn(0, 130);
        assertThat(children).noneMatch(ProcessHandle::isAlive);
        assertThat(quartet.ports()).allMatch(LifecycleTest::free);
        assertThat(quartet.state().resolve("work")).doesNotExist();
        assertThat(quartet.state().resolve("aws.env")).doesNotExist();
        assertThat(quartet.state().resolve("exports.json")).doesNotExist();
    }

    @Test
    @Order(5)
    void up_shouldWork_afterTheLastOneWasKilled_andEndWithDynamoDb() throws Exception {
        var state = folder.resolve("killed");
        var killed = RunningQuartet.start(state, "--no-dashboard");
        TodoUser.signUp(killed.access()).create("One, so that a function runs");
        var orphans = killed.process().descendants().toList();

        killed.process().destroyForcibly().waitFor();
        try (var next = RunningQuartet.start(state, "--no-dashboard")) {
            assertThat(TodoUser.signUp(next.access()).create("Works")).isNotBlank();
            await().atMost(PATIENCE).until(() -> orphans.stream().noneMatch(ProcessHandle::isAlive));
            deathOfDynamoDbShouldEndUpAndSayWhy(next);
        }
    }

    private static void deathOfDynamoDbShouldEndUpAndSayWhy(RunningQuartet quartet) throws Exception {
        var line = Files.readAllLines(quartet.state().resolve("processes")).stream()
                .filter(child -> child.endsWith(" dynamodb"))
                .findFirst()
                .orElseThrow();

        ProcessHandle.of(Long.parseLong(line.split(" ")[0])).orElseThrow().destroyForcibly();

        assertThat(quartet.process().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(quartet.process().exitValue()).isEqualTo(70);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(quartet.text()).contains("DynamoDB Local ended by itself"));
        assertThat(quartet.state().resolve("exports.json")).doesNotExist();
    }

    @Test
    @Order(6)
    void takenPort_shouldBeNamed() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = String.valueOf(taken.getLocalPort());
            var quartet = RunningQuartet.launch(folder.resolve("taken"), "--no-dashboard", "--cloud-port", port);
            assertThat(quartet.process().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(quartet.process().exitValue()).isNotZero();
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(List.of(quartet.text().split("\n"))).anyMatch(line -> line.contains(port)));
        }
    }

    /** Returns how many invocations the to-do function's log says have begun. */
    private static long started(RunningQuartet quartet) {
        try (var logs = new FunctionLog(quartet.access())) {
            return logs.lines().stream()
                    .filter(line -> line.startsWith("START "))
                    .count();
        }
    }

    /** Returns the function's processes, by the register of children: beside the one that serves another may be learning a cache. */
    private static List<ProcessHandle> functionProcesses(RunningQuartet quartet) throws Exception {
        return Files.readAllLines(quartet.state().resolve("processes")).stream()
                .filter(line -> line.contains(" quartet-local-todo-api"))
                .map(line -> ProcessHandle.of(Long.parseLong(line.split(" ")[0])))
                .flatMap(Optional::stream)
                .toList();
    }

    private static void signal(String name, ProcessHandle process) throws Exception {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    private static boolean free(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (java.io.IOException e) {
            return false;
        }
    }
}
