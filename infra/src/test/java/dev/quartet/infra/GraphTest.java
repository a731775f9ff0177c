package dev.quartet.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.infra.graph.Recorder;
import dev.quartet.infra.graph.StackGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphTest {
    @Test
    void everyFeatureOn_registersAndExports() throws IOException {
        StackGraph graph = Recorder.record(
                "dev",
                Map.of(
                        "quartet:dax",
                        "true",
                        "quartet:manageApiGatewayAccount",
                        "true",
                        "quartet:monthlyBudgetUsd",
                        "150",
                        "quartet:alarmEmails",
                        "[\"a@example.com\"]"));
        Files.writeString(Path.of("target", "graph.json"), graph.toJson());
        assertThat(graph.exports()).containsKeys("contractVersion", "todo", "operations");
    }
}
