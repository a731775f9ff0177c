package dev.quartet.dashboard.blog;

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
final class BlogViewTest extends SpringBrowserlessTest {
    @DynamicPropertySource
    static void stack(DynamicPropertyRegistry properties) {
        properties.add("quartet.exports.file", () -> Stacks.write(Stacks.todoAndBlog()));
    }

    @Test
    void charts_shouldShowEdgeTablesAndPictures() {
        navigate(BlogView.class);
        ChartModel hits = chart("chart-hits");
        assertThat(hits.top()).as("the whole of a share is shown").isEqualTo(1);
        assertThat(hits.lines().getFirst().series().valueAt(0)).isEqualTo(0.8);
        assertThat(chart("chart-requests").lines().getFirst().series().valueAt(0))
                .isEqualTo(100);
        assertThat(chart("chart-capacity").lines())
                .extracting(ChartModel.Line::id)
                .containsExactly("postsRcu", "postsWcu", "visitorsRcu", "visitorsWcu");
        // 12 a minute of table and index are 0.4 a second.
        assertThat(chart("chart-capacity").lines().getFirst().series().valueAt(0))
                .isEqualTo(0.4);
        assertThat(chart("chart-thumbnails").lines().getFirst().series().sum()).hasValue(180);
        // Messages are a state, not a rate: what a queue holds is not divided by time.
        assertThat(chart("chart-queue").lines().getFirst().series().valueAt(0)).isEqualTo(5);
        assertThat(chart("chart-age").lines().getFirst().series().valueAt(0)).isEqualTo(7000);
        assertThat(chart("chart-replication").lines())
                .extracting(ChartModel.Line::name)
                .containsExactly("Posts → eu-west-1", "Visitors → eu-west-1");
    }

    @Test
    void throttlesThatNobodyReports_shouldBeZeroWhereUnitsAreKnown() {
        navigate(BlogView.class);
        assertThat(chart("chart-throttles").lines())
                .allSatisfy(line -> assertThat(line.series().sum()).hasValue(0));
        assertThat(chart("chart-duration").lines())
                .as("nothing is known of durations")
                .allSatisfy(line -> assertThat(line.series().size()).isZero());
    }

    @Test
    void statusCodes_shouldHaveALineWhereTheyOccur() {
        navigate(BlogView.class);
        assertThat(chart("chart-status").lines())
                .extracting(ChartModel.Line::id)
                .containsExactly("5xx", "4xx", "404", "403");
    }

    @Test
    void topology_shouldTurnEdgeHitsBack_andBeToldInWords() {
        navigate(BlogView.class);
        chart("chart-hits");
        TopologyModel model =
                Objects.requireNonNull(findInView(Topology.class).single().model());
        assertThat(model.nodes())
                .extracting(TopologyModel.Node::id)
                .contains("browser", "edge", "s3", "api", "dax", "posts", "visitors", "ses", "queue", "media");
        assertThat(model.edges().getFirst().back()).isNotNull().satisfies(back -> assertThat(back.text())
                .isEqualTo("80.0\u00a0% from cache"));
        // The clock stands in the middle of a bucket: 5 values in 4.5 minutes.
        assertThat(findInView(UnorderedList.class).single().getElement().getTextRecursively())
                .contains("Browser to CloudFront: 111/min, 80.0\u00a0% from cache")
                .contains("CloudFront to S3: not metered")
                .contains("CloudFront to API Gateway: 8.89/min")
                .contains("SQS to Lambda: 22.2/min, 5 waiting");
        assertThat(model.nodes())
                .filteredOn(node -> node.id().equals("dax"))
                .singleElement()
                .extracting(TopologyModel.Node::sub)
                .isEqualTo("shared with Todo");
    }

    private ChartModel chart(String id) {
        await().pollInSameThread().until(() -> {
            roundTrip();
            ChartModel model = findInView(Chart.class).withId(id).single().model();
            return model != null
                    && findInView(Chart.class).withId("chart-hits").single().model() != null
                    && edgeIsRead();
        });
        return Objects.requireNonNull(
                findInView(Chart.class).withId(id).single().model());
    }

    /** Two regions are read apart: the edge's may come later. */
    private boolean edgeIsRead() {
        ChartModel hits = findInView(Chart.class).withId("chart-hits").single().model();
        ChartModel capacity =
                findInView(Chart.class).withId("chart-capacity").single().model();
        return hits != null
                && capacity != null
                && hits.lines().getFirst().series().size() > 0
                && capacity.lines().getFirst().series().size() > 0;
    }
}
