package dev.quartet.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SilentChildrenTest {
    @TempDir
    private Path folder;

    @Test
    void children_shouldNotHoldTheCarriersOfVirtualThreads_whileTheySayNothing()
            throws IOException, InterruptedException {
        var sleep = List.of("sh", "-c", "exec sleep 60");
        try (var children = ChildProcesses.open(folder.resolve("processes"))) {
            for (int i = 0; i < 4 * Runtime.getRuntime().availableProcessors(); i++) {
                children.start(
                        new ProcessSpec("silent-" + i, sleep, Map.of("PATH", System.getenv("PATH")), folder),
                        line -> {});
            }
            assertThat(Thread.ofVirtual().start(() -> {}).join(Duration.ofSeconds(60)))
                    .as("a virtual thread still gets its turn")
                    .isTrue();
        }
    }
}
