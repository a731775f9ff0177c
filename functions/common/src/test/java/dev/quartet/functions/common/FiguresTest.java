package dev.quartet.functions.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FiguresTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Logs logs = new Logs(new PrintStream(out, true, StandardCharsets.UTF_8), CLOCK);
    private final Figures figures = new Figures("Quartet/Todo", "todo-fn", logs, CLOCK);

    @Test
    void writesOneLineOfTheEmbeddedMetricFormat() {
        figures.count("TodosCreated");
        figures.count("TodosCreated");
        figures.count("DaxFallback");
        figures.flush();
        figures.flush();
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(1);
        Map<String, Object> line = Json.object(lines.getFirst().getBytes(StandardCharsets.UTF_8));
        assertThat(line)
                .containsEntry("FunctionName", "todo-fn")
                .containsEntry("TodosCreated", 2)
                .containsEntry("DaxFallback", 1);
        assertThat(line.get("_aws"))
                .isEqualTo(Map.of(
                        "Timestamp",
                        CLOCK.millis(),
                        "CloudWatchMetrics",
                        List.of(Map.of(
                                "Namespace",
                                "Quartet/Todo",
                                "Dimensions",
                                List.of(List.of("FunctionName")),
                                "Metrics",
                                List.of(
                                        Map.of("Name", "TodosCreated", "Unit", "Count"),
                                        Map.of("Name", "DaxFallback", "Unit", "Count"))))));
    }

    @Test
    void logsOneObjectALineWithTheRequestsId() {
        logs.startRequest("r-1");
        logs.error("failed", new IllegalStateException("line\nbreak", new java.io.IOException("cause")));
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(1);
        Map<String, Object> line = Json.object(lines.getFirst().getBytes(StandardCharsets.UTF_8));
        assertThat(line)
                .containsEntry("time", "2026-03-01T10:00:00Z")
                .containsEntry("level", "ERROR")
                .containsEntry("requestId", "r-1")
                .containsEntry("reason", "line\nbreak");
        assertThat(String.valueOf(line.get("stack")))
                .contains("java.io.IOException")
                .contains("FiguresTest");
    }
}
