package dev.quartet.dashboard.updates;

import static dev.quartet.dashboard.fixture.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.UnorderedList;
import dev.quartet.dashboard.Dashboard;
import dev.quartet.dashboard.architecture.AlarmsPanel;
import dev.quartet.dashboard.architecture.PartFacts;
import dev.quartet.dashboard.fixture.DemoAlarms;
import dev.quartet.dashboard.fixture.MutableClock;
import dev.quartet.dashboard.fixture.ScriptedCloudWatch;
import dev.quartet.dashboard.fixture.Stacks;
import dev.quartet.dashboard.fixture.SteadyAws;
import dev.quartet.dashboard.tile.Tile;
import dev.quartet.dashboard.ui.Chart;
import dev.quartet.dashboard.ui.ChartModel;
import dev.quartet.dashboard.ui.Topology;
import dev.quartet.dashboard.ui.TopologyModel;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

@SpringBootTest(classes = {Dashboard.class, SteadyAws.class})
@ViewPackages(packages = "dev.quartet.dashboard")
@DirtiesContext(classMode = DirtiesContext.ClassMode.BEFORE_EACH_TEST_METHOD)
final class UpdatesViewTest extends SpringBrowserlessTest {
    /** A minute of a release day. */
    private static final Map<String, Double> MINUTE = Map.ofEntries(
            Map.entry("Requests", 1300.0),
            Map.entry("BytesDownloaded", 4e9),
            Map.entry("CacheHitRate", 97.0),
            Map.entry("RequestCount", 26.0),
            Map.entry("ProcessedBytes", 2e7),
            Map.entry("TargetResponseTime", 0.012),
            Map.entry("HealthyHostCount", 2.0),
            Map.entry("GroupInServiceInstances", 1.0),
            Map.entry("GroupDesiredCapacity", 2.0),
            Map.entry("GroupMaxSize", 4.0),
            Map.entry("CPUUtilization", 7.0),
            Map.entry("BurstCreditBalance", 2.31e12),
            Map.entry("DataReadIOBytes", 9e6),
            Map.entry("Invocations", 1.0),
            Map.entry("ReleasesPublished", 1.0));

    @Autowired
    private ScriptedCloudWatch cloudWatch;

    @Autowired
    private Clock clock;

    @DynamicPropertySource
    static void stack(DynamicPropertyRegistry properties) {
        properties.add("quartet.exports.file", () -> Stacks.write(Stacks.updatesOnly()));
    }

    @Test
    void offload_shouldStandBesideItsFormula() {
        report(MINUTE);
        awaitFigures(() -> {
            assertThat(text(Tile.class))
                    .contains("98.0\u00a0%", "99.5\u00a0%")
                    .contains("1 − (RequestCount + HTTPCode_ELB_5XX_Count) / Requests = 1 − ")
                    .contains("1 − ProcessedBytes / BytesDownloaded = 1 − ")
                    .doesNotContain("Origin failing");
            ChartModel offload = chart("chart-offload");
            assertThat(offload.lines().getFirst().series().valueAt(0)).isEqualTo(0.98);
            assertThat(offload.lines().getLast().series().valueAt(0)).isEqualTo(0.995);
        });
    }

    @Test
    void failingOrigin_shouldBeTold() {
        Map<String, Double> refused = new HashMap<>(MINUTE);
        refused.put("HTTPCode_ELB_5XX_Count", 13.0);
        report(refused);
        awaitFigures(() -> {
            assertThat(text(Tile.class)).contains("97.0\u00a0%", "Origin failing");
            assertThat(model().nodes())
                    .filteredOn(node -> node.id().equals("balancer"))
                    .singleElement()
                    .extracting(TopologyModel.Node::state)
                    .isEqualTo("bad");
        });
    }

    @Test
    void instances_shouldBeComparedWithThoseThatAreNeededWithoutTheEdge() {
        report(MINUTE);
        awaitFigures(() -> {
            // 1,300 requests a minute, of which an instance is to answer 600.
            assertThat(chart("chart-instances").lines())
                    .filteredOn(line -> line.id().equals("withoutEdge"))
                    .singleElement()
                    .satisfies(line -> assertThat(line.series().valueAt(0)).isEqualTo(3));
            assertThat(text(OriginPanel.class))
                    .contains("In service1Desired2Without the edge3Healthy targets2CPU7.00\u00a0%")
                    .contains("EFS burst credit2.31\u00a0TB", "Published60", "Rejected or failed0")
                    .contains("Requests of CloudFront / 600 a minute");
        });
    }

    @Test
    void topology_shouldTurnBackWhatTheEdgeKeeps_andBeToldInWords() {
        report(MINUTE);
        awaitFigures(() -> {
            assertThat(model().nodes())
                    .filteredOn(node -> node.id().equals("instances"))
                    .singleElement()
                    .satisfies(node -> {
                        assertThat(node.state()).isEqualTo("warn");
                        assertThat(node.sub()).isEqualTo("1 of 2 in service");
                    });
            // The clock stands in the middle of a bucket: 5 values in 4.5 minutes.
            assertThat(findInView(UnorderedList.class)
                            .all()
                            .getFirst()
                            .getElement()
                            .getTextRecursively())
                    .contains("Clients to CloudFront: 1.44\u00a0k/min, 98.0\u00a0% from cache")
                    .contains("CloudFront to Load balancer: 28.9/min, 12.0\u00a0ms")
                    .contains("EC2 to EFS: 10.0\u00a0MB/min")
                    .contains("Lambda to EFS: 1.11 published/min");
        });
    }

    @Test
    void nothing_shouldBeNoDataRatherThanZero() {
        report(Map.of());
        navigate(UpdatesView.class);
        await().pollInSameThread().untilAsserted(() -> {
            roundTrip();
            assertThat(text(Tile.class)).contains("No data").doesNotContain("%0", "100");
            assertThat(chart("chart-offload").empty()).contains("Downloads fill this");
        });
        assertThat(text(OriginPanel.class)).contains("In service–", "Without the edge–");
    }

    @Test
    void partsAndAlarms_shouldBeThoseOfUpdates() {
        cloudWatch.alarms(
                DemoAlarms.alarm("updates-files-credit", StateValue.ALARM, "FileSystemId", "fs-1"),
                DemoAlarms.alarm("catalog-api-5xx", StateValue.OK, "ApiId", "catalogid"));
        report(MINUTE);
        navigate(UpdatesView.class);
        await().pollInSameThread().untilAsserted(() -> {
            roundTrip();
            assertThat(text(AlarmsPanel.class)).contains("updates-files-credit").doesNotContain("catalog");
        });
        assertThat(text(PartFacts.class))
                .contains("EUPDATES", "vo_1", "app/quartet-dev-updates/1", "fs-1", "quartet-dev-releases")
                .contains("./quartet logs quartet-dev-updates-publish");
    }

    private void report(Map<String, Double> values) {
        cloudWatch.answer(request -> ScriptedCloudWatch.steady(request, values));
        // The page that opens first read something already, which is good for a while.
        ((MutableClock) clock).advance(Duration.ofMinutes(1));
    }

    /** Two regions are read apart, and not all at once: what is asserted holds in the end. */
    private void awaitFigures(ThrowingRunnable assertions) {
        navigate(UpdatesView.class);
        await().pollInSameThread().untilAsserted(() -> {
            roundTrip();
            assertThat(chart("chart-requests").lines())
                    .allSatisfy(line -> assertThat(line.series().size()).isPositive());
            assertions.run();
        });
    }

    private ChartModel chart(String id) {
        return Objects.requireNonNull(
                findInView(Chart.class).withId(id).single().model());
    }

    private TopologyModel model() {
        return Objects.requireNonNull(findInView(Topology.class).single().model());
    }

    private String text(Class<? extends Component> part) {
        return findInView(part).single().getElement().getTextRecursively();
    }
}
