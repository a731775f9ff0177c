package dev.quartet.dashboard.mails;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.ClickEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import dev.quartet.dashboard.Dashboard;
import dev.quartet.dashboard.fixture.Stacks;
import dev.quartet.dashboard.fixture.SteadyAws;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Who may see whom, on a dashboard that asks. */
@SpringBootTest(classes = {Dashboard.class, SteadyAws.class})
@ViewPackages(packages = "dev.quartet.dashboard")
final class LedgerRolesTest extends SpringBrowserlessTest {
    @DynamicPropertySource
    static void stack(DynamicPropertyRegistry properties) {
        properties.add("quartet.exports.file", () -> Stacks.write(Stacks.todoAndBlog()));
        properties.add("quartet.access.username", () -> "somebody");
        properties.add("quartet.access.password-hash", () -> new BCryptPasswordEncoder(4).encode("right"));
    }

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void viewer_shouldNotSeeAddresses() {
        signIn("ROLE_VIEWER");
        navigate(MailsView.class);
        assertThat(reveal().isEnabled()).isFalse();
        // As if a browser sent the click all the same.
        ComponentUtil.fireEvent(reveal(), new ClickEvent<>(reveal()));
        roundTrip();
        assertThat(address()).isEqualTo("r•••@example.com");
    }

    @Test
    void operator_shouldSeeAddresses() {
        signIn("ROLE_VIEWER", "ROLE_OPERATOR");
        navigate(MailsView.class);
        reveal().click();
        roundTrip();
        assertThat(address()).isEqualTo("reader0.2026-05@example.com");
    }

    private static void signIn(String... authorities) {
        TestingAuthenticationToken who = new TestingAuthenticationToken("somebody", "", authorities);
        SecurityContextHolder.getContext().setAuthentication(who);
    }

    private Button reveal() {
        return find(Button.class).withId("ledger-reveal").single();
    }

    @SuppressWarnings("unchecked")
    private String address() {
        return test((Grid<Object>) find(Grid.class).withId("ledger").single()).getCellText(0, 0);
    }
}
