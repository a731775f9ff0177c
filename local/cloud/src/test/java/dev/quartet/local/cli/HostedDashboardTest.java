package dev.quartet.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.engine.Program;
import dev.quartet.local.engine.ProgramException;
import dev.quartet.local.engine.StackConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostedDashboardTest {
    private static final Program PROGRAM = new Program(
            Path.of(""), List.of("java"), "quartet", "dev", new StackConfig(Map.of("quartet:dashboard", "false")));

    @Test
    void dashboardInContainers_shouldBeRefusedHere_inWords() {
        assertThat(HostedDashboard.refuse(PROGRAM)).isSameAs(PROGRAM);
        assertThatThrownBy(() -> HostedDashboard.refuse(PROGRAM.with(Map.of("dashboard", "true"))))
                .isInstanceOf(ProgramException.class)
                .hasMessageContaining("quartet:dashboard is true for the stack dev")
                .hasMessageContaining("ECS Fargate, which the local cloud has not")
                .hasMessageContaining("./quartet up starts the dashboard itself");
    }
}
