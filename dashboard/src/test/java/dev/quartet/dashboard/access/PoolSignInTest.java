package dev.quartet.dashboard.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.dashboard.fixture.DemoDashboard;
import dev.quartet.dashboard.fixture.Stacks;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

final class PoolSignInTest {
    @Test
    void signIn_shouldSayThatItIsUnavailable_whereTheStackHasNoPool() throws Exception {
        try (ConfigurableApplicationContext application =
                        DemoDashboard.start(Stacks.todoOnly(), 0, "--quartet.access.oidc.enabled=true");
                AuditLines audit = new AuditLines()) {
            Browser browser = new Browser(application);
            assertThat(Browser.location(browser.get("/alarms"))).endsWith("/login");
            assertThat(Browser.location(browser.get("/oauth2/authorization/stack")))
                    .endsWith("/login?unavailable");
            assertThat(Browser.location(browser.get("/login/oauth2/code/stack?code=stolen&state=guessed")))
                    .endsWith("/login?refused");
            assertThat(browser.get("/api/figures").statusCode()).isEqualTo(401);
            assertThat(browser.get("/api/health").statusCode()).isEqualTo(200);
            assertThat(audit.lines()).hasSize(2).allSatisfy(line -> assertThat(line)
                    .contains("\"method\":\"oidc\"", "\"outcome\":\"failure\"")
                    .doesNotContain("stolen"));
        }
    }
}
