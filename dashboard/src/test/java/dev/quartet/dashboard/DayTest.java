package dev.quartet.dashboard;

import static dev.quartet.dashboard.fixture.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ReducedMotion;
import com.vaadin.flow.server.VaadinSession;
import dev.quartet.dashboard.alarm.AlarmTurn;
import dev.quartet.dashboard.feed.Demand;
import dev.quartet.dashboard.feed.MetricFeed;
import dev.quartet.dashboard.feed.Subscription;
import dev.quartet.dashboard.fixture.Chromium;
import dev.quartet.dashboard.fixture.DemoDashboard;
import dev.quartet.dashboard.fixture.LiveObjects;
import dev.quartet.dashboard.fixture.MutableClock;
import dev.quartet.dashboard.fixture.PageObjects;
import dev.quartet.dashboard.fixture.RemoteViewer;
import dev.quartet.dashboard.fixture.Stacks;
import dev.quartet.dashboard.fixture.Yesterday;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.TimeRange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A day of people who look, by a clock that a poll moves on: what is kept in the server and in a page is the same in the evening
 * as in the morning. With {@code -Dquartet.day.step=15} a quarter of an hour a poll, 96 in all, each with new data for everyone, and some 120 changes of view: what
 * each of them left behind would show as often. {@code -Dquartet.day.step=1} polls every minute, as on AWS.
 */
@EnabledIfSystemProperty(
        named = DayTest.STEP_MINUTES,
        matches = "\\d+",
        disabledReason = "a day takes minutes: -Dquartet.day.step=15 lets it pass, see docs/performance.md")
final class DayTest {
    static final String STEP_MINUTES = "quartet.day.step";

    private static final Duration STEP = Duration.ofMinutes(Integer.getInteger(STEP_MINUTES, 15));
    private static final int HOURS = 24;
    /** Caches, thread pools and compiled code are as large as they get. */
    private static final int MORNING = 3;

    private static final int NOON = 12;
    /** Hours from one walk through all views to the next. */
    private static final int WALK = 3;

    private static final List<String> LOOKED_AT = List.of("", "services", "blog", "updates");
    private static final List<String> VISITED = List.of(
            "todo",
            "alarms",
            "blog",
            "exports",
            "mails",
            "",
            "updates",
            "costs",
            "services",
            "services/orders",
            "services");
    /** Anything but a few that belong to no poll, change of view or visitor. */
    private static final int FEW = 15;

    private static final long MEGABYTE = 1 << 20;
    private static final String OURS =
            "dev\\.quartet\\.|com\\.vaadin\\.|org\\.atmosphere\\.|org\\.apache\\.(?!catalina\\.session\\.ManagerBase.SessionTiming)|software\\.amazon\\.";
    private static final String READY = """
            path => location.pathname === '/' + path && !document.querySelector('.loading') && document.querySelector('main:not([left]) h1')
              && [...document.querySelectorAll('quartet-chart')].every(chart => chart.chart)""";

    private final List<String> problems = new ArrayList<>();
    private final List<RemoteViewer> viewers = new ArrayList<>();
    private ConfigurableApplicationContext dashboard;
    private Playwright playwright;
    private BrowserContext context;
    private Page page;
    private MutableClock clock;
    private MetricFeed feed;
    private Yesterday.Sessions sessions;
    private String root;

    /** What is kept at some time of the day. */
    private record Kept(LiveObjects server, int threads, int viewers, long nodes, PageObjects page) {
        @Override
        public String toString() {
            return "server: %.1f MB, %d threads, %d viewers, %d nodes; page: %.2f MB, %d nodes, %d listeners"
                    .formatted(
                            (double) server.bytes() / MEGABYTE,
                            threads,
                            viewers,
                            nodes,
                            (double) page.bytes() / MEGABYTE,
                            page.nodes(),
                            page.listeners());
        }
    }

    @BeforeEach
    void start() throws Exception {
        Path chromium = Chromium.orSkip();
        dashboard = DemoDashboard.start(
                Stacks.everything(), 0, Yesterday.class, "--quartet.poll-interval=60s", "--quartet.settling=10m");
        clock = (MutableClock) dashboard.getBean(Clock.class);
        feed = dashboard.getBean(MetricFeed.class);
        sessions = dashboard.getBean(Yesterday.Sessions.class);
        root = "http://127.0.0.1:" + dashboard.getEnvironment().getProperty("local.server.port");
        playwright = Chromium.driver();
        context = Chromium.launch(playwright, chromium)
                .newContext(new Browser.NewContextOptions()
                        .setBaseURL(root)
                        .setLocale("en")
                        .setReducedMotion(ReducedMotion.REDUCE));
        // Atmosphere tells of each message there, and Playwright keeps what it hears.
        context.addInitScript("console.debug = () => {}");
        page = context.newPage();
        page.onPageError(problem -> {
            // The router's, where one goes on faster than people can.
            if (!problem.contains("Invalid blocker state transition")) {
                problems.add(problem);
            }
        });
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                problems.add(message.text());
            }
        });
        page.navigate("/");
        until(READY, "");
        for (String path : LOOKED_AT) {
            viewers.add(new RemoteViewer(root, path));
        }
    }

    @AfterEach
    void stop() {
        viewers.forEach(RemoteViewer::close);
        if (playwright != null) {
            playwright.close();
        }
        if (dashboard != null) {
            dashboard.close();
        }
    }

    @Test
    void day_shouldLeaveNothingBehind_inServerAndPage() throws Exception {
        Kept morning = after(0, MORNING);
        Kept noon = after(MORNING, NOON);
        Kept evening = after(NOON, HOURS);

        SoftAssertions all = new SoftAssertions();
        all.assertThat(problems).isEmpty();
        all.assertThat(evening.viewers()).isEqualTo(morning.viewers()).isEqualTo(LOOKED_AT.size() + 1);
        all.assertThat(sessions.open()).hasSize(LOOKED_AT.size() + 1);
        all.assertThat(evening.nodes() - morning.nodes())
                .as("nodes of components")
                .isLessThan(FEW);
        // What is more in the evening than at noon by chance is not more at noon than in the morning, too.
        Set<String> more =
                new HashSet<>(noon.server().grown(morning.server(), FEW, OURS).keySet());
        more.remove(AlarmTurn.class.getName()); // Up to five hundred of a region, which a day does not reach.
        all.assertThat(evening.server().grown(noon.server(), FEW, OURS))
                .as("more objects each half of the day")
                .doesNotContainKeys(more.toArray(String[]::new));
        all.assertThat(evening.server().bytes() - morning.server().bytes())
                .as("bytes of heap")
                .isLessThan(2 * MEGABYTE);
        all.assertThat(evening.threads() - morning.threads()).as("threads").isLessThanOrEqualTo(FEW);
        all.assertThat(evening.page().nodes() - morning.page().nodes())
                .as("nodes of the DOM")
                .isLessThan(FEW);
        all.assertThat(evening.page().listeners() - morning.page().listeners())
                .as("listeners")
                .isLessThan(FEW);
        all.assertThat(evening.page().bytes() - morning.page().bytes())
                .as("bytes of JavaScript")
                .isLessThan(MEGABYTE);
        all.assertAll();
    }

    private Kept after(int from, int to) throws IOException, InterruptedException {
        for (int hour = from; hour < to; hour++) {
            hour(hour);
        }
        Kept kept = kept();
        System.out.printf("after %d hours: %s%n", to, kept);
        return kept;
    }

    /** Half of it with one view, then a walk through all, and the rest with another. */
    private void hour(int hour) throws IOException, InterruptedException {
        long polls = Duration.ofHours(1).dividedBy(STEP);
        visit("");
        for (RemoteViewer viewer : viewers) {
            viewer.beat();
        }
        for (int i = 0; i < polls / 2; i++) {
            poll();
        }
        comeAndGo(VISITED.get(hour % MORNING), hour % 2 == 0);
        for (String path : hour % WALK == 0 ? VISITED : List.of("services")) {
            visit(path);
        }
        for (long i = polls / 2; i < polls; i++) {
            poll();
        }
    }

    private void visit(String path) {
        if (page.url().replaceFirst("[?].*", "").equals(root + "/" + path)) {
            return;
        }
        page.evaluate("""
                path => {
                  const item = [...document.querySelectorAll('vaadin-side-nav-item')].find(one => (one.getAttribute('path') ?? '').split('?')[0] === path.split('/')[0]);
                  const link = path.includes('/') ? document.querySelector(`main a[href^="${path}"]`) : item.shadowRoot.querySelector('a');
                  document.querySelector('main').setAttribute('left', '');
                  link.click();
                }""", path);
        until(READY, path);
    }

    /** Waits in the page, as Playwright's own waiting leaves objects behind in this JVM. */
    private void until(String condition, Object argument) {
        Object unused = page.evaluate("""
                argument => new Promise((done, fail) => {
                  const holds = %s;
                  const late = setTimeout(() => fail(new Error('not within 30 s: ' + argument)), 30000);
                  const look = () => holds(argument) ? (clearTimeout(late), done(true)) : requestAnimationFrame(look);
                  look();
                })""".formatted(condition), argument);
    }

    /** One step of time; ends when everyone has the news of it. */
    private void poll() {
        Object shown = page.evaluate("document.querySelector('quartet-age').since");
        List<Long> pushed = viewers.stream().map(RemoteViewer::pushes).toList();
        clock.advance(STEP);
        // Who comes wakes the pollers, which else look at the clock every second.
        Demand passing = new Demand(
                TimeRange.DEFAULT,
                Set.of(
                        MetricQuery.of(Stacks.REGION, Metric.LAMBDA_INVOCATIONS, "quartet-dev-todo-api"),
                        MetricQuery.of(MetricQuery.EDGE_REGION, Metric.EDGE_REQUESTS, "EBLOG", "Global")));
        try (Subscription looking = feed.subscribe(passing, snapshot -> {})) {
            assertThat(looking).isNotNull();
            until("shown => document.querySelector('quartet-age').since > shown", shown);
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                for (int i = 0; i < pushed.size(); i++) {
                    if (viewers.get(i).pushes() <= pushed.get(i)) {
                        return false;
                    }
                }
                return true;
            });
        }
    }

    /** Somebody who closes the page, or is lost; either way the session ends by and by. */
    private void comeAndGo(String path, boolean closes) throws IOException, InterruptedException {
        Set<VaadinSession> before = Set.copyOf(sessions.open());
        int looking = feed.viewers();
        try (RemoteViewer visitor = new RemoteViewer(root, path)) {
            poll();
            if (closes) {
                visitor.leave();
                await().untilAsserted(() -> assertThat(feed.viewers()).isEqualTo(looking));
            }
        }
        sessions.open().stream()
                .filter(session -> !before.contains(session))
                .forEach(session ->
                        session.accessSynchronously(() -> session.getSession().invalidate()));
        await().untilAsserted(() -> assertThat(feed.viewers()).isEqualTo(looking));
    }

    private Kept kept() {
        until(READY, "services");
        return new Kept(LiveObjects.count(), threads(), feed.viewers(), sessions.nodes(), PageObjects.count(page));
    }

    /** All but those of the viewers' HTTP clients, which end in a minute of their own. */
    private static int threads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("HttpClient-"))
                .count();
    }
}
