package dev.quartet.dashboard.services;

import static dev.quartet.dashboard.fixture.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.UnorderedList;
import dev.quartet.dashboard.Dashboard;
import dev.quartet.dashboard.fixture.DemoAlarms;
import dev.quartet.dashboard.fixture.ScriptedCloudWatch;
import dev.quartet.dashboard.fixture.Stacks;
import dev.quartet.dashboard.fixture.SteadyAws;
import dev.quartet.dashboard.ui.Chart;
import dev.quartet.dashboard.ui.ChartModel;
import dev.quartet.dashboard.ui.Topology;
import dev.quartet.dashboard.ui.TopologyModel;
import dev.quartet.exports.ServicesExports;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

@SpringBootTest(classes = {Dashboard.class, SteadyAws.class})
@ViewPackages(packages = "dev.quartet.dashboard")
@DirtiesContext(classMode = DirtiesContext.ClassMode.BEFORE_EACH_TEST_METHOD)
final class ServicesViewTest extends SpringBrowserlessTest {
    @Autowired
    private ScriptedCloudWatch cloudWatch;

    @DynamicPropertySource
    static void stack(DynamicPropertyRegistry properties) {
        properties.add("quartet.exports.file", () -> Stacks.write(Stacks.servicesOnly()));
    }

    @Test
    void topology_shouldTellCallsFromEvents_andBeToldInWords() {
        navigate(ServicesView.class);
        awaitFigures();
        TopologyModel model =
                Objects.requireNonNull(findInView(Topology.class).single().model());
        assertThat(model.edges())
                .filteredOn(edge -> edge.kind().equals("event"))
                .extracting(TopologyModel.Edge::to)
                .contains("publisher", "topic", "stream", "queue", "shipping", "analytics", "importQueue")
                .doesNotContain("orders", "catalog", "inventory");
        // 8 a minute; the clock stands in the middle of a bucket: 5 values in 4.5 minutes.
        assertThat(findInView(UnorderedList.class).all().getFirst().getElement().getTextRecursively())
                .contains("Shoppers to Catalog: 8.89/min")
                .contains("Orders to Catalog: not metered")
                .contains("Orders to Inventory: 8.89/min, 25.0\u00a0% failed")
                .contains("SQS to Shipping: no traffic, 5 waiting · age 7.00\u00a0s");
    }

    @Test
    void apis_shouldBeReadAsTheirKindReports() {
        navigate(ServicesView.class);
        awaitFigures();
        assertThat(cloudWatch.requests)
                .flatExtracting(request -> request.metricDataQueries())
                .extracting(ServicesViewTest::read)
                .contains(
                        "AWS/ApiGateway 5XXError [quartet-dev-orders, live]",
                        "AWS/ApiGateway 5xx [inventoryid, live]",
                        "AWS/ApplicationELB TargetResponseTime [app/quartet-dev-inventory/50dc6c495c0c9188]",
                        "AWS/Kinesis GetRecords.IteratorAgeMilliseconds [quartet-dev-events]",
                        "AWS/SNS NumberOfNotificationsFailed [quartet-dev-order-events]",
                        "AWS/SQS ApproximateNumberOfMessagesVisible [quartet-dev-imports-failed]",
                        "AWS/DynamoDB ConsumedReadCapacityUnits [quartet-dev-orders, due]")
                .doesNotContain("AWS/ApiGateway 5xx [ordersid, live]");
    }

    @Test
    void rows_shouldSayWhatAilsAService() {
        cloudWatch.alarms(
                DemoAlarms.alarm("catalog-api-5xx", StateValue.ALARM, "ApiId", "catalogid"),
                DemoAlarms.alarm("catalog-api-latency", StateValue.OK, "ApiId", "catalogid"));
        navigate(ServicesView.class);
        awaitRow("catalog", "1 alarm");
        // Inventory answers 2 of 8 with 5xx, and 5 messages lie in the only dead-letter queue of shipping.
        assertThat(row("inventory")).contains("0.148 req/s", "25.0\u00a0%", "25.0\u00a0% failed");
        assertThat(row("shipping")).contains("5 dead letters");
        assertThat(row("imports")).contains("10 dead letters");
    }

    @Test
    void versions_shouldBeFound_andTheirSplitShown() {
        cloudWatch.versions(DemoAlarms.version("3"), DemoAlarms.version("4"));
        navigate(ServicesView.class);
        // Known only after the view was built: both have 20 a minute.
        awaitRow("orders", "api 3: 50.0\u00a0%");
        assertThat(row("orders")).contains("api 4: 50.0\u00a0%");
        assertThat(row("catalog")).contains("one, unnamed");
    }

    @Test
    void figures_shouldSayThatABacklogWaits() {
        FiguresPanel panel = new FiguresPanel(ServiceParts.of(Service.SHIPPING, shop()));
        panel.show(figures(2390.0, 918_000.0), new ServiceState(ServiceState.Level.WARN, ""));
        assertThat(panel.getElement().getTextRecursively()).contains("2.39\u00a0k wait, the oldest for 15");
        panel.show(figures(3.0, 900.0), new ServiceState(ServiceState.Level.OK, ""));
        assertThat(panel.getElement().getTextRecursively()).doesNotContain("the oldest for");
    }

    private static ServicesExports shop() {
        return Objects.requireNonNull(Stacks.servicesOnly().services());
    }

    private static ServiceFigures figures(double waiting, double behind) {
        return new ServiceFigures(null, null, null, null, null, null, null, null, waiting, behind, Map.of());
    }

    private void awaitFigures() {
        await().pollInSameThread().until(() -> {
            roundTrip();
            ChartModel model =
                    findInView(Chart.class).withId("chart-requests").single().model();
            return model != null && model.lines().getFirst().series().size() > 0;
        });
    }

    private void awaitRow(String service, String text) {
        await().pollInSameThread().untilAsserted(() -> {
            roundTrip();
            assertThat(row(service)).contains(text);
        });
    }

    private String row(String service) {
        return findInView(NativeTable.class)
                .single()
                .getElement()
                .getChild(1)
                .getChildren()
                .map(element -> element.getComponent().orElseThrow())
                .filter(NativeTableRow.class::isInstance)
                .filter(row -> row.getId().orElse("").equals("service-" + service))
                .findFirst()
                .orElseThrow()
                .getElement()
                .getTextRecursively();
    }

    private static String read(MetricDataQuery query) {
        var metric = query.metricStat().metric();
        return "%s %s %s"
                .formatted(
                        metric.namespace(),
                        metric.metricName(),
                        metric.dimensions().stream()
                                .map(dimension -> dimension.value())
                                .toList());
    }
}
