package dev.quartet.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starting, stopping and being killed. */
final class LifecycleTest {
    @Test
    void interrupt_shouldLeaveNothingBehind(@TempDir Path folder) throws Exception {
        var quartet = RunningQuartet.start(folder.resolve("state"), "--no-dashboard");
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
    void up_shouldWork_afterTheLastOneWasKilled(@TempDir Path folder) throws Exception {
        var state = folder.resolve("state");
        var killed = RunningQuartet.start(state, "--no-dashboard");
        TodoUser.signUp(killed.access()).create("One, so that a function runs");
        var orphans = killed.process().descendants().toList();

        killed.process().destroyForcibly().waitFor();
        try (var next = RunningQuartet.start(state, "--no-dashboard")) {
            assertThat(TodoUser.signUp(next.access()).create("Works")).isNotBlank();
            Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> orphans.stream()
                    .noneMatch(ProcessHandle::isAlive));
        }
    }

    @Test
    void secondUp_shouldBeRefusedInWords(@TempDir Path folder) throws Exception {
        var state = folder.resolve("state");
        try (var first = RunningQuartet.start(state, "--no-dashboard")) {
            var second = RunningQuartet.launch(state, "--no-dashboard");
            assertThat(second.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(second.process().exitValue()).isNotZero();
            assertThat(second.text()).contains(String.valueOf(first.process().pid()));
            assertThat(Files.exists(state.resolve("exports.json"))).isTrue();
        }
    }

    @Test
    void deathOfDynamoDb_shouldEndUp_andSayWhy(@TempDir Path folder) throws Exception {
        var quartet = RunningQuartet.start(folder.resolve("state"), "--no-dashboard");
        var line = Files.readAllLines(quartet.state().resolve("processes")).stream()
                .filter(child -> child.endsWith(" dynamodb"))
                .findFirst()
                .orElseThrow();

        ProcessHandle.of(Long.parseLong(line.split(" ")[0])).orElseThrow().destroyForcibly();

        assertThat(quartet.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(quartet.process().exitValue()).isEqualTo(70);
        assertThat(quartet.text()).contains("DynamoDB Local ended by itself");
        assertThat(quartet.state().resolve("exports.json")).doesNotExist();
    }

    @Test
    void takenPort_shouldBeNamed(@TempDir Path folder) throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = String.valueOf(taken.getLocalPort());
            var quartet = RunningQuartet.launch(folder.resolve("state"), "--no-dashboard", "--cloud-port", port);
            assertThat(quartet.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(quartet.process().exitValue()).isNotZero();
            assertThat(List.of(quartet.text().split("\n"))).anyMatch(line -> line.contains(port));
        }
    }

    private static boolean free(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (java.io.IOException e) {
            return false;
        }
    }
}
