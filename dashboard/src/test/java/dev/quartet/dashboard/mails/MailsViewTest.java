package dev.quartet.dashboard.mails;

import static dev.quartet.dashboard.fixture.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.QueryParameters;
import dev.quartet.dashboard.Dashboard;
import dev.quartet.dashboard.fixture.FakeMail;
import dev.quartet.dashboard.fixture.MutableClock;
import dev.quartet.dashboard.fixture.Stacks;
import dev.quartet.dashboard.fixture.SteadyAws;
import dev.quartet.dashboard.mail.VisitorStatus;
import dev.quartet.dashboard.ui.Chart;
import dev.quartet.dashboard.ui.ChartModel;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(classes = {Dashboard.class, SteadyAws.class})
@ViewPackages(packages = "dev.quartet.dashboard")
final class MailsViewTest extends SpringBrowserlessTest {
    @Autowired
    private FakeMail mail;

    @Autowired
    private Clock clock;

    @DynamicPropertySource
    static void stack(DynamicPropertyRegistry properties) {
        properties.add("quartet.exports.file", () -> Stacks.write(Stacks.todoAndBlog()));
    }

    @AfterEach
    void allow() {
        mail.deny(false);
        mail.failed(2);
        ((MutableClock) clock).advance(Duration.ofMinutes(2));
    }

    @Test
    void view_shouldShowCountsQuotaReputationAndFailedRecords() {
        navigate(MailsView.class);
        text("86.0\u00a0% used");
        assertThat(chart("chart-sent")).isEqualTo(360);
        assertThat(chart("chart-trouble"))
                .as("no bounce was reported where mails were sent: there was none")
                .isZero();
        assertThat(text("6.00\u00a0%"))
                .contains("Sandbox")
                .contains("only verified addresses get mail")
                .contains("172 of 200 mails")
                .contains("reviewed from 5.00\u00a0%, paused from 10.0\u00a0%");
        assertThat(text("./quartet redrive")).contains("Batches waiting");
    }

    @Test
    void ledger_shouldHideAddresses_untilSomebodyAsks() {
        navigate(MailsView.class);
        assertThat(cell(0, 0)).isEqualTo("r•••@example.com");
        assertThat(cell(0, 1)).isEqualTo("김•••");
        find(Button.class).withId("ledger-reveal").single().click();
        roundTrip();
        assertThat(cell(0, 0)).isEqualTo("reader0.2026-05@example.com");
        find(Button.class).withId("ledger-reveal").single().click();
        roundTrip();
        assertThat(cell(0, 0)).isEqualTo("r•••@example.com");
    }

    @Test
    @SuppressWarnings("unchecked")
    void ledger_shouldFilterByStatus() {
        navigate(MailsView.class);
        Select<VisitorStatus> filter =
                find(Select.class).withId("ledger-filter").single();
        filter.setValue(VisitorStatus.BOUNCED);
        roundTrip();
        assertThat(test(grid()).getCellText(0, 7)).isEqualTo("Permanent");
        filter.setValue(null);
        roundTrip();
        assertThat(test(grid()).getCellText(0, 7)).isEmpty();
    }

    @Test
    @SuppressWarnings("unchecked")
    void ledger_shouldBeFilteredByTheAddress() {
        UI.getCurrent().navigate(MailsView.class, QueryParameters.of("status", "BOUNCED"));
        assertThat(find(Select.class).withId("ledger-filter").single().getValue())
                .isEqualTo(VisitorStatus.BOUNCED);
        assertThat(test(grid()).getCellText(0, 7)).isEqualTo("Permanent");
        UI.getCurrent().navigate(MailsView.class, QueryParameters.of("status", "nonsense"));
        assertThat(find(Select.class).withId("ledger-filter").single().getValue())
                .isNull();
    }

    @Test
    void denied_shouldBeSaid_andTheRestGoOn() {
        mail.deny(true);
        ((MutableClock) clock).advance(Duration.ofMinutes(2));
        navigate(MailsView.class);
        assertThat(text("SES denies access")).contains("AccessDeniedException: as scripted");
        assertThat(chart("chart-sent")).isPositive();
        assertThat(test(grid()).size()).isZero();
        assertThat(text("DynamoDB denies access")).contains("AccessDeniedException: as scripted");
    }

    private String cell(int row, int column) {
        return test(grid()).getCellText(row, column);
    }

    @SuppressWarnings("unchecked")
    private Grid<Object> grid() {
        return find(Grid.class).withId("ledger").single();
    }

    private String text(String part) {
        await().pollInSameThread().untilAsserted(() -> {
            roundTrip();
            // Looking components up lets pages take what other threads have for them.
            assertThat(shown()).contains(part);
        });
        return shown();
    }

    private String shown() {
        return find(MailsView.class).single().getElement().getTextRecursively();
    }

    private double chart(String id) {
        await().pollInSameThread().until(() -> {
            roundTrip();
            // A region that has not been read yet leaves its lines empty.
            ChartModel model = find(Chart.class).withId(id).single().model();
            return model != null && model.lines().getFirst().series().size() > 0;
        });
        return Objects.requireNonNull(find(Chart.class).withId(id).single().model())
                .lines()
                .getFirst()
                .series()
                .sum()
                .orElse(-1);
    }
}
