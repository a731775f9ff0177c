package dev.quartet.dashboard.alarms;

import static dev.quartet.dashboard.fixture.Patience.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import dev.quartet.dashboard.Dashboard;
import dev.quartet.dashboard.alarm.Alarm;
import dev.quartet.dashboard.alarm.AlarmOwner;
import dev.quartet.dashboard.alarm.Watched;
import dev.quartet.dashboard.feed.Answer;
import dev.quartet.dashboard.fixture.DemoAlarms;
import dev.quartet.dashboard.fixture.ScriptedCloudWatch;
import dev.quartet.dashboard.fixture.Stacks;
import dev.quartet.dashboard.fixture.SteadyAws;
import dev.quartet.dashboard.ui.Chart;
import dev.quartet.dashboard.ui.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
final class AlarmsViewTest extends SpringBrowserlessTest {
    @Autowired
    private ScriptedCloudWatch cloudWatch;

    @DynamicPropertySource
    static void stack(DynamicPropertyRegistry properties) {
        properties.add("quartet.exports.file", () -> Stacks.write(Stacks.servicesOnly()));
    }

    @Test
    void table_shouldNarrowToOneArchitecture() {
        AlarmsTable table =
                new AlarmsTable(Stacks.withServices(), QueryParameters.empty(), AlarmOwner.SERVICES, "", typed -> {});
        table.show(
                new Answer<>(List.of(alarm("orders-api-errors"), alarm("blog-api-errors")), null),
                Times.SERVER,
                SteadyAws.NOW.plusSeconds(159));
        assertThat(table.getElement().getTextRecursively())
                .contains("Alarms of Services", "orders-api-errors", "1 in alarm", "2\u00a0min ago")
                .doesNotContain("blog-api-errors");
    }

    @Test
    void table_shouldLeaveWhatHasAllWords_andSayHowLongAgoThatIsNow() {
        List<String> typed = new ArrayList<>();
        AlarmsTable table =
                new AlarmsTable(Stacks.withServices(), QueryParameters.empty(), null, "Services errors", typed::add);
        UI.getCurrent().add(table);
        Answer<List<Alarm>> answer = new Answer<>(List.of(alarm("orders-api-errors"), alarm("blog-api-errors")), null);
        table.show(answer, Times.SERVER, SteadyAws.NOW.plusSeconds(159));
        assertThat(rows()).singleElement().asString().contains("orders-api-errors", "2\u00a0min ago");
        assertThat(table.getElement().getTextRecursively()).contains("1 of 2 alarms", "2 in alarm");
        table.show(answer, Times.SERVER, SteadyAws.NOW.plusSeconds(7300));
        assertThat(rows()).singleElement().asString().contains("2\u00a0h ago");
        assertThat(table.sheet())
                .satisfies(sheet -> assertThat(new String(sheet.csv().bytes(), UTF_8))
                        .contains("orders-api-errors,Alarm," + SteadyAws.NOW + ",Services,")
                        .doesNotContain("blog-api"));

        test(find(TextField.class, table).single()).setValue("nothing");
        assertThat(rows()).isEmpty();
        assertThat(typed).containsExactly("nothing");
        UI.getCurrent().remove(table);
    }

    private List<String> rows() {
        return find(AlarmRow.class).all().stream()
                .filter(AlarmRow::isVisible)
                .map(row -> row.getElement().getTextRecursively())
                .toList();
    }

    private static Alarm alarm(String name) {
        return new Alarm(
                Stacks.REGION,
                "quartet-dev-" + name,
                "",
                Alarm.State.ALARM,
                SteadyAws.NOW,
                "",
                new Watched("Sum of Errors", List.of(), "≥", 1, Duration.ofMinutes(1), 1),
                List.of());
    }

    @Test
    void table_shouldListTheWorstFirst_andSayWhatEachWatches() {
        cloudWatch.alarms(
                DemoAlarms.alarm("orders-api-errors", StateValue.OK, "FunctionName", "quartet-dev-orders-api"),
                DemoAlarms.alarm("shipping-dead-depth", StateValue.ALARM, "QueueName", "quartet-dev-shipping-dead"));
        navigate(AlarmsView.class);
        await().pollInSameThread().untilAsserted(() -> {
            roundTrip();
            assertThat(findInView(NativeTable.class).single().getElement().getTextRecursively())
                    .containsSubsequence("shipping-dead-depth", "Alarm", "Services", "orders-api-errors", "OK")
                    .contains("Maximum of ApproximateNumberOfMessagesVisible ≥ 1, 1\u00a0×\u00a05\u00a0min")
                    .containsPattern("\\d+\u00a0(d|h|min|s) ago");
        });
    }

    @Test
    void alarm_shouldBeFoundByTheNameOfTheList_andLeadOn() {
        cloudWatch.alarms(
                DemoAlarms.alarm("shipping-age", StateValue.ALARM, "QueueName", "quartet-dev-shipping"),
                DemoAlarms.alarm("orders-api-errors", StateValue.OK, "FunctionName", "quartet-dev-orders-api"));
        UI.getCurrent().navigate("alarms/shipping-age", QueryParameters.simple(Map.of("range", "PT3H")));
        assertThat(told("Where to look next"))
                .contains("quartet-dev-shipping-age", "Messages lie in quartet-dev-shipping", "History")
                .contains("./quartet logs quartet-dev-shipping-worker");
        assertThat(links()).contains("services/shipping?range=PT3H", "services?range=PT3H");
        UI.getCurrent().navigate("alarms/quartet-dev-orders-api-errors");
        assertThat(told("Where to look next"))
                .contains("./quartet logs quartet-dev-orders-api")
                .doesNotContain("./quartet logs quartet-dev-orders-sweeper");
    }

    @Test
    void alarm_shouldBeNothingButAMessage_whereThereIsNone() {
        cloudWatch.alarms(DemoAlarms.alarm("shipping-age", StateValue.OK, "QueueName", "quartet-dev-shipping"));
        UI.getCurrent().navigate("alarms/nope");
        told("This stack has no alarm called nope.");
        assertThat(findInView(Chart.class).all()).isEmpty();
        assertThat(findInView(H2.class).all()).isEmpty();
    }

    @Test
    void service_shouldListItsAlarmsAsLinks() {
        cloudWatch.alarms(DemoAlarms.alarm("shipping-age", StateValue.OK, "QueueName", "quartet-dev-shipping"));
        UI.getCurrent().navigate("services/shipping", QueryParameters.simple(Map.of("range", "PT3H")));
        await().pollInSameThread().untilAsserted(() -> {
            roundTrip();
            assertThat(links()).contains("alarms/quartet-dev-shipping-age?range=PT3H");
        });
    }

    private String told(String part) {
        await().pollInSameThread().untilAsserted(() -> {
            roundTrip();
            assertThat(shown()).contains(part);
        });
        return shown();
    }

    /** Looking components up lets pages take what other threads have for them. */
    private String shown() {
        return find(AlarmView.class).single().getElement().getTextRecursively();
    }

    private List<String> links() {
        return findInView(Anchor.class).all().stream().map(Anchor::getHref).toList();
    }
}
