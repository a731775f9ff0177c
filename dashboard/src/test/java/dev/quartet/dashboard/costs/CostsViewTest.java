package dev.quartet.dashboard.costs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.UI;
import dev.quartet.dashboard.Dashboard;
import dev.quartet.dashboard.fixture.Stacks;
import dev.quartet.dashboard.fixture.SteadyAws;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(classes = {Dashboard.class, SteadyAws.class})
@ViewPackages(packages = "dev.quartet.dashboard")
final class CostsViewTest extends SpringBrowserlessTest {
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
                .contains("ItemCacheHits + QueryCacheHits")
                .contains("0.0000168");
        assertThat(getCurrentView().getElement().getTextRecursively())
                .contains("This stack runs on the local cloud and costs nothing")
                .contains("Blog is not in this stack.", "Updates is not in this stack.");
    }

    @Test
    void everyFigure_shouldOpenToItsArithmetic_withSourcesOfItsPrices() {
        open();
        List<Openable> figures = findInView(Openable.class).all();
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
