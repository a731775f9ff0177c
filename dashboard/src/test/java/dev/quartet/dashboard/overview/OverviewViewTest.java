package dev.quartet.dashboard.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.QueryParameters;
import dev.quartet.dashboard.Dashboard;
import dev.quartet.dashboard.feed.MetricFeed;
import dev.quartet.dashboard.fixture.ScriptedCloudWatch;
import dev.quartet.dashboard.fixture.Stacks;
import dev.quartet.dashboard.fixture.SteadyAws;
import dev.quartet.dashboard.metric.TimeRange;
import dev.quartet.dashboard.tile.FigureCell;
import dev.quartet.dashboard.updates.UpdatesView;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(classes = {Dashboard.class, SteadyAws.class})
@ViewPackages(packages = "dev.quartet.dashboard")
final class OverviewViewTest extends SpringBrowserlessTest {
    @Autowired
    private MetricFeed feed;

    @Autowired
    private ScriptedCloudWatch cloudWatch;

    @DynamicPropertySource
    static void stack(DynamicPropertyRegistry properties) {
        properties.add("quartet.exports.file", () -> Stacks.write(Stacks.todoOnly()));
    }

    @Test
    void tiles_shouldShowFigures_andSayWhatIsNotInTheStack() {
        navigate(OverviewView.class);
        assertThat(loaded("figure-cache-api")).contains("75.0").contains("As in the period before");
        assertThat(loaded("figure-cache-api")).contains("CacheHitCount / (CacheHitCount + CacheMissCount)");
        assertThat(loaded("figure-cache-dax")).contains("40.0");
        assertThat(loaded("figure-lambda-invocations")).contains("1.20\u00a0k");
        // 12 a minute of the table and 12 of its index.
        assertThat(loaded("figure-rcu-sum")).contains("1.44\u00a0k");
        assertThat(loaded("figure-rcu-per-second")).contains("0.4");
        assertThat(getCurrentView().getElement().getTextRecursively())
                .contains("Neither blog nor updates is in this stack.")
                .contains("The blog is not in this stack.")
                .contains("Updates is not in this stack.");
    }

    @Test
    void updates_shouldSayHowToGetThem_whereTheStackLacksThem() {
        assertThat(navigate(UpdatesView.class).getElement().getTextRecursively())
                .contains("Updates is not in this stack", "Add updates to quartet:architectures");
    }

    @Test
    void health_shouldBeToldOfWhatIsInTheStack() {
        navigate(OverviewView.class);
        loaded("figure-cache-api");
        await().pollInSameThread().untilAsserted(() -> {
            roundTrip();
            assertThat(findInView(HealthTile.class).single().getElement().getTextRecursively())
                    .isEqualTo("HealthTodoNo datano alarmsSharedNo datano alarms");
        });
    }

    @Test
    void view_shouldLookOnlyWhileItIsShown() {
        navigate(OverviewView.class);
        loaded("figure-cache-api");
        assertThat(feed.viewers()).isEqualTo(1);
        int asked = cloudWatch.requests.size();
        UI.getCurrent().navigate("login");
        assertThat(feed.viewers()).isZero();
        assertThat(cloudWatch.requests).hasSize(asked);
    }

    @Test
    void address_shouldSetTheRange_andARefusedOneShouldBeTold() {
        UI.getCurrent().navigate(OverviewView.class, QueryParameters.simple(Map.of("range", "P7D")));
        assertThat(range()).isEqualTo(TimeRange.parse("P7D"));
        UI.getCurrent().navigate(OverviewView.class, QueryParameters.simple(Map.of("range", "PT90M")));
        assertThat(range()).isEqualTo(TimeRange.parse("PT90M"));
        UI.getCurrent().navigate(OverviewView.class, QueryParameters.simple(Map.of("range", "soon")));
        assertThat(range()).isEqualTo(TimeRange.DEFAULT);
        assertThat(notices())
                .singleElement()
                .asString()
                .contains("PT5M to P30D")
                .contains("soon")
                .contains("Last hour");
        UI.getCurrent()
                .navigate(
                        OverviewView.class,
                        QueryParameters.fromString("from=2026-04-22T10:00Z&to=2026-04-22T12:00Z&compare=1"));
        assertThat(range()).isEqualTo(TimeRange.parse("2026-04-22T10:00Z/2026-04-22T12:00Z"));
        assertThat(notices()).isEmpty();
        UI.getCurrent()
                .navigate(
                        OverviewView.class, QueryParameters.fromString("from=2026-05-02T10:00Z&to=2026-05-02T12:00Z"));
        assertThat(range()).isEqualTo(TimeRange.DEFAULT);
        assertThat(notices()).singleElement().asString().contains("not in the future");
    }

    @Test
    void view_shouldSpeakKorean() {
        UI.getCurrent().setLocale(Locale.KOREAN);
        navigate(OverviewView.class);
        assertThat(getCurrentView().getElement().getTextRecursively()).contains("캐시 적중률", "환영 메일");
    }

    @SuppressWarnings("unchecked")
    private TimeRange range() {
        return ((Select<TimeRange>) findInView(Select.class).single()).getValue();
    }

    private List<String> notices() {
        return findInView(Div.class).withClassName("notice").all().stream()
                .map(notice -> notice.getElement().getTextRecursively())
                .toList();
    }

    private String loaded(String id) {
        await().pollInSameThread().until(() -> {
            roundTrip();
            return !findInView(FigureCell.class).withId(id).single().hasClassName("loading");
        });
        return findInView(FigureCell.class).withId(id).single().getElement().getTextRecursively();
    }
}
