package dev.quartet.dashboard.todo;

import static dev.quartet.dashboard.fixture.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.html.UnorderedList;
import dev.quartet.dashboard.Dashboard;
import dev.quartet.dashboard.fixture.Stacks;
import dev.quartet.dashboard.fixture.SteadyAws;
import dev.quartet.dashboard.ui.Chart;
import dev.quartet.dashboard.ui.ChartModel;
import dev.quartet.dashboard.ui.Topology;
import dev.quartet.dashboard.ui.TopologyModel;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(classes = {Dashboard.class, SteadyAws.class})
@ViewPackages(packages = "dev.quartet.dashboard")
final class TodoViewTest extends SpringBrowserlessTest {
    @DynamicPropertySource
    static void stack(DynamicPropertyRegistry properties) {
        properties.add("quartet.exports.file", () -> Stacks.write(Stacks.todoOnly()));
    }

    @Test
    void charts_shouldShowWhatWasRead() {
        navigate(TodoView.class);
        ChartModel api = chart("chart-api");
        assertThat(api.lines()).extracting(ChartModel.Line::id).containsExactly("hits", "misses");
        assertThat(api.lines().getFirst().series().size()).isEqualTo(60);
        assertThat(api.lines().getFirst().series().valueAt(0)).isEqualTo(30);
        ChartModel dax = chart("chart-dax");
        assertThat(dax.lines().get(1).series().sum()).hasValue(360);
        // 12 a minute of table and index are 0.4 a second.
        assertThat(chart("chart-capacity").lines().getFirst().series().valueAt(0))
                .isEqualTo(0.4);
        assertThat(chart("chart-errors").lines())
                .filteredOn(line -> !line.id().equals("throttles"))
                .allSatisfy(line -> assertThat(line.series().size())
                        .as("no data is not zero")
                        .isZero());
        assertThat(chart("chart-errors").lines().get(1).series().sum())
                .as("where there were invocations and nobody reports throttles, there were none")
                .hasValue(0);
        assertThat(findInView(Chart.class).all()).hasSize(6);
    }

    @Test
    void topology_shouldTurnHitsBack_andBeToldInWords() {
        navigate(TodoView.class);
        chart("chart-api");
        TopologyModel model =
                Objects.requireNonNull(findInView(Topology.class).single().model());
        assertThat(model.nodes())
                .extracting(TopologyModel.Node::id)
                .containsExactly("client", "cognito", "s3", "api", "lambda", "dax", "dynamodb");
        TopologyModel.Edge api = model.edges().stream()
                .filter(edge -> edge.to().equals("api"))
                .findFirst()
                .orElseThrow();
        assertThat(Objects.requireNonNull(api.back()).text()).isEqualTo("75.0\u00a0% from cache");
        assertThat(findInView(UnorderedList.class).single().getElement().getTextRecursively())
                .contains("Lambda to DAX: 11.1/min, 40.0\u00a0% from cache")
                .contains("DAX to DynamoDB: 6.67/min", "Lambda to DynamoDB: no traffic");
    }

    private ChartModel chart(String id) {
        await().pollInSameThread().until(() -> {
            roundTrip();
            return findInView(Chart.class).withId(id).single().model() != null;
        });
        return Objects.requireNonNull(
                findInView(Chart.class).withId(id).single().model());
    }
}
