package dev.quartet.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A function process that dies in the middle of a request. */
final class FunctionFaultTest {
    @Test
    void kill_shouldCostOneRequest_andCountOneError(@TempDir Path folder) throws Exception {
        try (var quartet = RunningQuartet.start(folder.resolve("state"), "--no-dashboard");
                var figures = new Figures(quartet.access())) {
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
            Awaitility.await().atMost(5, TimeUnit.SECONDS).until(() -> started(quartet) >= 2);

            processes.forEach(ProcessHandle::destroyForcibly);

            assertThat(answer.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(502);
            assertThat(ann.get("/todos").statusCode()).isEqualTo(200);
            assertThat(figures.sum("AWS/Lambda", "Errors", function) - before).isEqualTo(1);
        }
    }

    /** Returns how many invocations the function's log says have begun. */
    private static long started(RunningQuartet quartet) throws Exception {
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
}
