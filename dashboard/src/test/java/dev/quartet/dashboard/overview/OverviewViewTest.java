package dev.quartet.dashboard.overview;

import static dev.quartet.dashboard.fixture.Patience.await;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.QueryParameters;
import dev.quartet.dashboard.Dashboard;
import dev.quartet.dashboard.alarm.Alarm;
import dev.quartet.dashboard.alarm.AlarmOwner;
import dev.quartet.dashboard.alarm.AlarmTurn;
import dev.quartet.dashboard.alarm.Watched;
import dev.quartet.dashboard.feed.Answer;
import dev.quartet.dashboard.feed.MetricFeed;
import dev.quartet.dashboard.feed.Snapshot;
import dev.quartet.dashboard.fixture.DemoAlarms;
import dev.quartet.dashboard.fixture.MutableClock;
import dev.quartet.dashboard.fixture.ScriptedCloudWatch;
import dev.quartet.dashboard.fixture.Stacks;
import dev.quartet.dashboard.fixture.SteadyAws;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.Series;
import dev.quartet.dashboard.metric.TimeRange;
import dev.quartet.dashboard.metric.Window;
import dev.quartet.dashboard.tile.FigureCell;
import dev.quartet.dashboard.ui.Texts;
import dev.quartet.dashboard.ui.Times;
import dev.quartet.dashboard.updates.UpdatesView;
import dev.quartet.exports.StackExports;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import software.amazon.awssdk.services.cloudwatch.model.AlarmHistoryItem;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

@SpringBootTest(classes = {Dashboard.class, SteadyAws.class})
@ViewPackages(packages = "dev.quartet.dashboard")
final class OverviewViewTest extends SpringBrowserlessTest {
    @Autowired
    private MetricFeed feed;

    @Autowired
    private ScriptedCloudWatch cloudWatch;

    @Autowired
    private Clock clock;

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
    void health_shouldTellOfAnAlarm_andLeadToThoseOfItsArchitecture() {
        cloudWatch.alarms(
                DemoAlarms.alarm("todo-api-errors", StateValue.ALARM, "FunctionName", "quartet-dev-todo-api"),
                DemoAlarms.alarm("todo-api-throttles", StateValue.OK, "FunctionName", "quartet-dev-todo-api"));
        ((MutableClock) clock).advance(Duration.ofHours(1));
        navigate(OverviewView.class);
        await().pollInSameThread().untilAsserted(() -> {
            roundTrip();
            HealthTile health = findInView(HealthTile.class).single();
            assertThat(health.getElement().getTextRecursively())
                    .contains("Todo1 alarm")
                    .contains("1 in alarm · 1 OK");
            assertThat(links()).contains("alarms?part=todo&range=PT1H", "todo?range=PT1H");
        });
        cloudWatch.alarms();
        ((MutableClock) clock).advance(Duration.ofHours(1));
    }

    @Test
    void health_shouldTellOfWorkThatWaits_beforeItsAlarm() {
        navigate(OverviewView.class);
        StackExports stack = Stacks.servicesOnly();
        Backlogs backlogs = new Backlogs(stack);
        assertThat(backlogs.late(waiting(stack, TimeRange.DEFAULT, 59), clock.instant()))
                .isEmpty();
        assertThat(backlogs.late(
                        waiting(stack, TimeRange.parse("2026-04-22T10:00Z/2026-04-22T12:00Z"), 180), clock.instant()))
                .as("the past is nobody's health")
                .isEmpty();
        Map<AlarmOwner, Double> late = backlogs.late(waiting(stack, TimeRange.DEFAULT, 180), clock.instant());
        assertThat(late).containsOnly(Map.entry(AlarmOwner.SERVICES, 180_000.0));

        HealthTile tile = new HealthTile(stack, QueryParameters.empty());
        tile.show(new Answer<>(List.of(), null), late);
        assertThat(tile.getElement().getTextRecursively()).contains("Services3\u00a0min behindno alarms");
        Alarm off = new Alarm(
                Stacks.REGION,
                "quartet-dev-shipping-age",
                "",
                Alarm.State.ALARM,
                clock.instant(),
                "",
                new Watched("age", List.of(), ">", 300, Duration.ofMinutes(1), 5),
                List.of());
        tile.show(new Answer<>(List.of(off), null), late);
        assertThat(tile.getElement().getTextRecursively()).contains("Services1 alarm");
    }

    /** The shipping queue's oldest message is so many seconds old. */
    private Snapshot waiting(StackExports stack, TimeRange range, double seconds) {
        MetricQuery query = MetricQuery.of(
                Stacks.REGION,
                Metric.QUEUE_AGE,
                requireNonNull(stack.services()).shippingQueue().name());
        Window window = Window.endingAt(clock.instant(), range, Duration.ZERO);
        return new Snapshot(
                range,
                window,
                clock.instant(),
                Map.of(query, Series.of(new TreeMap<>(Map.of(window.end().minus(window.period()), seconds)))),
                List.of());
    }

    @Test
    void changes_shouldTellWhatHappenedInTheTimeShown() {
        Snapshot snapshot = new Snapshot(
                TimeRange.DEFAULT,
                Window.endingAt(clock.instant(), TimeRange.DEFAULT, Duration.ZERO),
                clock.instant(),
                Map.of(
                        MetricQuery.of(Stacks.REGION, Metric.RELEASES_PUBLISHED, "quartet-dev-updates-publish"),
                        Series.of(new TreeMap<>(Map.of(
                                clock.instant().truncatedTo(ChronoUnit.MINUTES).minusSeconds(1200), 1.0)))),
                List.of());
        Texts texts = new Texts();
        List<Change> changes = new Changes(
                        Stacks.everything(), (key, parameters) -> texts.getTranslation(key, Locale.ENGLISH, parameters))
                .of(
                        snapshot,
                        List.of(
                                turn(Duration.ofMinutes(7), "todo-api-errors", true),
                                turn(Duration.ofMinutes(5), "todo-api-errors", false),
                                turn(Duration.ofMinutes(40), "todo-api-slow", true),
                                turn(Duration.ofDays(3), "todo-api-old", true)),
                        Set.of("quartet-dev-todo-api-slow", "quartet-dev-todo-api-old"),
                        Optional.of(clock.instant().minus(Duration.ofMinutes(3))),
                        "range=PT1H");
        assertThat(changes)
                .extracting(Change::text)
                .containsExactly(
                        "todo-api-slow went off and is still in alarm",
                        "Stack deployed",
                        "todo-api-errors is OK again",
                        "todo-api-errors went off",
                        "Release published");
        assertThat(changes)
                .extracting(Change::href)
                .contains("alarms/quartet-dev-todo-api-errors?range=PT1H", "updates?range=PT1H");
    }

    @Test
    void changes_shouldOpenToAllOfThem() {
        ChangesTile tile = new ChangesTile();
        List<Change> changes = Stream.of("one", "two", "three", "four", "five", "six")
                .map(text -> new Change(clock.instant(), text, "quiet", false, "updates"))
                .toList();
        tile.show(changes, Times.SERVER, clock.instant());
        assertThat(tile.getElement().getTextRecursively()).containsSubsequence("four", "2 more", "five", "six");
    }

    private AlarmTurn turn(Duration ago, String name, boolean off) {
        return new AlarmTurn(clock.instant().minus(ago), "quartet-dev-" + name, off);
    }

    @Test
    void changes_shouldBeThoseThatCloudWatchTells_withoutBeginningsOfData() {
        // Other stacks of the account fill the first page.
        Stream<AlarmHistoryItem> foreign = Stream.generate(() -> history("Alarm updated from ALARM to OK"))
                .limit(100)
                .map(item -> item.toBuilder().alarmName("another-alarm").build());
        Stream<AlarmHistoryItem> own = Stream.of(
                history("Alarm updated from OK to ALARM"), history("Alarm updated from INSUFFICIENT_DATA to OK"));
        cloudWatch.history(Stream.concat(foreign, own).toArray(AlarmHistoryItem[]::new));
        ((MutableClock) clock).advance(Duration.ofHours(1));
        navigate(OverviewView.class);
        await().pollInSameThread().untilAsserted(() -> {
            roundTrip();
            assertThat(findInView(ChangesTile.class).single().getElement().getTextRecursively())
                    .contains("todo-api-errors went off")
                    .containsPattern("7\u00a0min ago")
                    .doesNotContain("OK again");
        });
        cloudWatch.history();
        ((MutableClock) clock).advance(Duration.ofHours(1));
    }

    private AlarmHistoryItem history(String summary) {
        return AlarmHistoryItem.builder()
                .alarmName("quartet-dev-todo-api-errors")
                .timestamp(clock.instant().plus(Duration.ofHours(1)).minus(Duration.ofMinutes(7)))
                .historySummary(summary)
                .build();
    }

    @Test
    void wall_shouldBeAnAddress_andLeadBack() {
        UI.getCurrent().navigate(OverviewView.class, QueryParameters.simple(Map.of("wall", "1", "range", "PT3H")));
        loaded("figure-cache-api");
        assertThat(getCurrentView().getElement().getTextRecursively()).contains("Leave the wall screen (Esc)");
        UI.getCurrent().navigate(OverviewView.class, QueryParameters.simple(Map.of("range", "PT3H")));
        assertThat(getCurrentView().getElement().getTextRecursively())
                .contains("Show on a wall screen")
                .doesNotContain("Leave the wall screen");
        assertThat(range()).isEqualTo(TimeRange.parse("PT3H"));
    }

    private List<String> links() {
        return findInView(Anchor.class).all().stream().map(Anchor::getHref).toList();
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
                .contains("5 minutes to 30 days")
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
