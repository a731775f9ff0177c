package dev.quartet.local.lambda;

import static dev.quartet.local.core.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class StartupCachesTest {
    @TempDir
    private Path directory;

    @Test
    @EnabledForJreRange(min = JRE.JAVA_25)
    void shouldLearnAStartAndKeepItForTheNextRun() throws IOException {
        var caches = directory.resolve("startup");
        var code = Files.createDirectories(directory.resolve("cloud"));
        var stale = Files.writeString(
                Files.createDirectories(caches).resolve("todo-0123456789abcdef.aot"), "of an older zip");
        try (var cloud = new TestCloud(code, 2, Duration.ofSeconds(1), Optional.of(caches))) {
            assertThat(hello(cloud)).isEqualTo("\"hello\"");
            await().atMost(Duration.ofMinutes(3)).until(() -> !Files.exists(stale));
        }
        var learnt = files(caches);
        assertThat(learnt).singleElement().satisfies(file -> assertThat(Files.size(file))
                .isPositive());
        var time = Files.getLastModifiedTime(learnt.getFirst());

        try (var cloud = new TestCloud(code, 2, Duration.ofSeconds(1), Optional.of(caches))) {
            assertThat(hello(cloud)).isEqualTo("\"hello\"");
            assertThat(cloud.logs.get("/aws/lambda/todo")).noneMatch(line -> line.contains("AOT"));
        }
        assertThat(Files.getLastModifiedTime(files(caches).getFirst())).isEqualTo(time);
    }

    @Test
    void shouldRunWithoutWhereCodeIsInFolders() throws IOException {
        try (var cloud = new TestCloud(directory, 2, Duration.ofSeconds(1))) {
            assertThat(hello(cloud)).isEqualTo("\"hello\"");
        }
    }

    private static String hello(TestCloud cloud) {
        cloud.function(Map.of());
        var event = "\"hello\"".getBytes(StandardCharsets.UTF_8);
        var result = cloud.lambda.invoker().invoke(TestCloud.ROOT, "todo", event, Optional.empty());
        return new String(result.payload(), StandardCharsets.UTF_8);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }
}
