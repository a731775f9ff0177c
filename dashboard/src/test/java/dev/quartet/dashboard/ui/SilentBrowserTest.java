package dev.quartet.dashboard.ui;

import static dev.quartet.dashboard.fixture.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.VaadinService;
import com.vaadin.flow.server.VaadinSession;
import dev.quartet.dashboard.Dashboard;
import dev.quartet.dashboard.feed.MetricFeed;
import dev.quartet.dashboard.fixture.MutableClock;
import dev.quartet.dashboard.fixture.Stacks;
import dev.quartet.dashboard.fixture.SteadyAws;
import dev.quartet.dashboard.overview.OverviewView;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(classes = {Dashboard.class, SteadyAws.class})
@ViewPackages(packages = "dev.quartet.dashboard")
final class SilentBrowserTest extends SpringBrowserlessTest {
    @Autowired
    private MetricFeed feed;

    @Autowired
    private Clock clock;

    @DynamicPropertySource
    static void stack(DynamicPropertyRegistry properties) {
        properties.add("quartet.exports.file", () -> Stacks.write(Stacks.todoOnly()));
    }

    @Test
    void nothingShouldBeReadForAPage_asLongAsItsBrowserIsSilent() {
        navigate(OverviewView.class);
        assertThat(feed.viewers()).isEqualTo(1);
        heartbeat(Duration.ofDays(1));
        ((MutableClock) clock).advance(Duration.ofMinutes(1));
        await().pollInSameThread().untilAsserted(() -> {
            // Without a request, at whose end Vaadin would give the page up.
            VaadinService.getCurrent().runPendingAccessTasks(VaadinSession.getCurrent());
            assertThat(feed.viewers()).isZero();
        });

        heartbeat(Duration.ZERO);
        assertThat(feed.viewers()).as("it woke up").isEqualTo(1);
        long reads = feed.usage().total().reads();
        ((MutableClock) clock).advance(Duration.ofMinutes(1));
        await().untilAsserted(() -> assertThat(feed.usage().total().reads()).isGreaterThan(reads));
    }

    private static void heartbeat(Duration ago) {
        UI.getCurrent().getInternals().setLastHeartbeatTimestamp(System.currentTimeMillis() - ago.toMillis());
    }
}
