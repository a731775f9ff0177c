package dev.quartet.dashboard.costs;

import static dev.quartet.dashboard.fixture.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.internal.StateNode;
import com.vaadin.flow.internal.change.ListAddChange;
import com.vaadin.flow.internal.nodefeature.ComponentMapping;
import com.vaadin.flow.router.QueryParameters;
import dev.quartet.dashboard.Dashboard;
import dev.quartet.dashboard.cost.Bill;
import dev.quartet.dashboard.cost.Compared;
import dev.quartet.dashboard.cost.CostLine;
import dev.quartet.dashboard.cost.Span;
import dev.quartet.dashboard.cost.Term;
import dev.quartet.dashboard.fixture.DemoAlarms;
import dev.quartet.dashboard.fixture.MutableClock;
import dev.quartet.dashboard.fixture.ScriptedCloudWatch;
import dev.quartet.dashboard.fixture.Stacks;
import dev.quartet.dashboard.fixture.SteadyAws;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

@SpringBootTest(classes = {Dashboard.class, SteadyAws.class})
@ViewPackages(packages = "dev.quartet.dashboard")
final class CostsViewTest extends SpringBrowserlessTest {
    @Autowired
    private ScriptedCloudWatch cloudWatch;

    @Autowired
    private Clock clock;

    @DynamicPropertySource
    static void stack(DynamicPropertyRegistry properties) {
        properties.add("quartet.exports.file", () -> Stacks.write(Stacks.todoOnly()));
    }

    @Test
    void savings_shouldBeNetOfWhatTheCacheCosts_andSayWhatIsMissing() {
        open();
        // 4 hits in each of the 59 minutes that have settled, at half a unit: 118 units, less 59 minutes of a node.
        assertThat(text("saving-dax"))
                .contains("Does not pay at this rate")
                .contains("Read units not consumed118")
                .as("what nobody opened is not sent")
                .doesNotContain("ItemCacheHits + QueryCacheHits");
        openAll(Openable.class);
        assertThat(text("saving-dax"))
                .contains("ItemCacheHits + QueryCacheHits")
                .contains("0.0000168");
        assertThat(getCurrentView().getElement().getTextRecursively())
                .contains("This stack runs on the local cloud and costs nothing")
                .contains("Blog is not in this stack.", "Updates is not in this stack.");
    }

    @Test
    void everyFigure_shouldOpenToItsArithmetic_withSourcesOfItsPrices() {
        open();
        openAll(Group.class);
        List<Openable> figures = openAll(Openable.class);
        assertThat(figures).hasSizeGreaterThan(4).allSatisfy(figure -> {
            String text = figure.getElement().getTextRecursively();
            assertThat(text).contains(" = ").doesNotContain("null", "NaN", "Infinity");
            assertThat(figure.getSummary().getElement().getTextRecursively()).doesNotContain("–");
        });
        assertThat(text("saving-dax"))
                .contains(
                        "0.048\u00a0USD",
                        "Amazon DynamoDB Accelerator, ap-northeast-1, about the list price of 2025-06-30")
                .contains("assumed: nothing tells it", "AWS's prices");
    }

    @Test
    void spending_shouldBeTold_byServiceAndByArchitecture_andOfTheDashboardItself() {
        cloudWatch.alarms(
                DemoAlarms.alarm("todo-api-throttles", StateValue.OK, "FunctionName", "quartet-dev-todo-api"));
        ((MutableClock) clock).advance(Duration.ofHours(1)); // What was kept of the alarms is too old now.
        open();
        await().pollInSameThread().untilAsserted(() -> {
            roundTrip();
            openAll(Group.class);
            openAll(Openable.class);
            assertThat(spending("services"))
                    .contains("Amazon DynamoDB Accelerator", "Shared: nodes", "Todo: alarms")
                    .contains("price of 1,000,000 read request units");
        });
        assertThat(spending("architectures")).contains("AWS Lambda: compute", "Amazon API Gateway: response cache");
        assertThat(findInView(TotalsPanel.class).single().getElement().getTextRecursively())
                .contains("This stack, in 30 days at this rate", "This dashboard's queries", "metrics read")
                .contains("own queries are not in the sums above");
        assertThat(findInView(PricesPanel.class).single().getElement().getTextRecursively())
                .contains("Stored gigabytes", "The oldest price is of 20", "lambda.gbSecond");
    }

    @Test
    void spending_shouldStayDearestFirst_whateverChanges() {
        SpendingPanel panel = new SpendingPanel("services", CostLine::service, service -> service, CostLine::key);
        UI.getCurrent().add(panel);
        panel.show(bill(Map.of("a", 3.0, "b", 2.0, "c", 1.0)));
        openAll(Group.class);
        changes();
        panel.show(bill(Map.of("a", 1.0, "b", 3.0, "c", 2.0, "d", 4.0, "e", 0.5)));
        assertThat(panel.getElement().getTextRecursively()).containsSubsequence("d", "b", "c", "a", "e");
        // Where a browser places what moved: only behind what has its place, so one after the other.
        assertThat(changes()).isNotEmpty().isSorted().doesNotHaveDuplicates();
        UI.getCurrent().remove(panel);
    }

    private static Compared bill(Map<String, Double> usd) {
        List<CostLine> lines = usd.entrySet().stream()
                .map(cost -> {
                    Term term = new Term.Stated("hours", cost.getValue(), Term.Ground.COUNTED);
                    return new CostLine("todo", cost.getKey(), "requests", term, term);
                })
                .toList();
        Span hour = new Span(SteadyAws.NOW.minusSeconds(3600), SteadyAws.NOW, Duration.ofMinutes(1));
        return new Compared(new Bill(hour, List.of(), lines), null);
    }

    /** Where groups were put since the last question, as the browser is told. */
    private static List<Integer> changes() {
        List<Integer> places = new ArrayList<>();
        UI.getCurrent().getInternals().getStateTree().collectChanges(change -> {
            if (change instanceof ListAddChange<?> added
                    && added.getNewItems().getFirst() instanceof StateNode node
                    && ComponentMapping.getComponent(node).orElse(null) instanceof Group) {
                places.add(added.getIndex());
            }
        });
        return places;
    }

    /** As somebody does who clicks on each of them. */
    private <T extends NativeDetails> List<T> openAll(Class<T> kind) {
        List<T> all = find(kind).all();
        for (T details : all) {
            details.setOpen(true);
            ComponentUtil.fireEvent(details, new NativeDetails.ToggleEvent(details, true));
        }
        return all;
    }

    private String spending(String id) {
        return findInView(SpendingPanel.class)
                .withId("spending-" + id)
                .single()
                .getElement()
                .getTextRecursively();
    }

    @Test
    void amounts_shouldBeComparedWithTheTimeBefore_whereThatIsAsked() {
        open();
        assertThat(text("saving-dax")).doesNotContain("before");
        UI.getCurrent().navigate("costs", QueryParameters.of("compare", "1"));
        await().pollInSameThread().untilAsserted(() -> {
            roundTrip();
            // One minute of this hour has not settled; all 60 of the one before have.
            assertThat(text("saving-dax")).contains("Read units not consumed120 before118");
        });
        assertThat(spending("services")).containsPattern("Amazon DynamoDB Accelerator[\\d.]+\u00a0USD before");
    }

    @Test
    void comparison_shouldBeLeftOut_whereTheTimeBeforeIsHardlyKnown() {
        Bill now = bill(Map.of("a", 1.0)).bill();
        Span hour = now.span();
        Duration length = Duration.ofHours(1);
        Bill partly = new Bill(
                new Span(hour.start().minus(length).plusSeconds(301), hour.start(), hour.period()),
                now.savings(),
                now.lines());
        assertThat(Compared.of(now, Optional.of(partly), length).before()).isNull();
        Bill wholly = new Bill(
                new Span(hour.start().minus(length).plusSeconds(300), hour.start(), hour.period()),
                now.savings(),
                now.lines());
        assertThat(Compared.of(now, Optional.of(wholly), length).before()).isSameAs(wholly);
        assertThat(Compared.of(now, Optional.empty(), length).before()).isNull();
    }

    @Test
    void view_shouldSpeakKorean() {
        UI.getCurrent().setLocale(Locale.KOREAN);
        open();
        assertThat(text("saving-dax")).contains("순절감액", "지금 속도로는 손해");
    }

    private void open() {
        navigate(CostsView.class);
        await().pollInSameThread().untilAsserted(() -> {
            roundTrip();
            assertThat(findInView(SavingPanel.class).all()).isNotEmpty();
        });
    }

    private String text(String id) {
        return findInView(SavingPanel.class).withId(id).single().getElement().getTextRecursively();
    }
}
