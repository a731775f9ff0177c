package dev.quartet.dashboard.todo;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import dev.quartet.dashboard.Dashboard;
import dev.quartet.dashboard.fixture.Stacks;
import dev.quartet.dashboard.fixture.SteadyAws;
import dev.quartet.dashboard.overview.OverviewView;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(classes = {Dashboard.class, SteadyAws.class})
@ViewPackages(packages = "dev.quartet.dashboard")
final class TodoAbsentTest extends SpringBrowserlessTest {
    @TempDir
    static Path folder;

    @DynamicPropertySource
    static void stack(DynamicPropertyRegistry properties) {
        properties.add("quartet.exports.file", () -> folder.resolve("exports.json"));
    }

    @Test
    void views_shouldWaitForTheExports_thenSayWhatIsNotInTheStack() throws Exception {
        TodoView view = navigate(TodoView.class);
        assertThat(view.getElement().getTextRecursively()).contains("Waiting for the stack", "./quartet up writes it");
        Files.copy(Stacks.write(Stacks.updatesOnly()), folder.resolve("exports.json"));
        navigate(OverviewView.class);
        assertThat(navigate(TodoView.class).getElement().getTextRecursively())
                .contains("Todo is not in this stack")
                .contains("Add todo to quartet:architectures");
    }
}
