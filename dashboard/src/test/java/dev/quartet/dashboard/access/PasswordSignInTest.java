package dev.quartet.dashboard.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.dashboard.fixture.DemoDashboard;
import dev.quartet.dashboard.fixture.MutableClock;
import dev.quartet.dashboard.fixture.Stacks;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** One application with a bcrypt user, used as a browser does. */
final class PasswordSignInTest {
    /** Sessions' times are the system's: a test moves away from it. */
    @TestConfiguration(proxyBeanMethods = false)
    static class MovableTime {
        @Bean
        @Primary
        Clock movable() {
            return new MutableClock(Instant.now());
        }
    }

    private static ConfigurableApplicationContext application;

    @BeforeAll
    static void start() {
        application = DemoDashboard.start(
                Stacks.todoAndBlog(),
                0,
                MovableTime.class,
                "--server.forward-headers-strategy=native",
                "--quartet.access.username=op",
                "--quartet.access.role=operator",
                "--quartet.access.idle-timeout=20m",
                "--quartet.access.password-hash=" + new BCryptPasswordEncoder(4).encode("right"));
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @Test
    void signIn_shouldGiveANewSessionThatServesPagesAndFigures_andBeLogged() throws Exception {
        Browser browser = new Browser(application);
        try (AuditLines audit = new AuditLines()) {
            String before = cookie(browser.get("/login"));
            HttpResponse<String> signedIn = browser.signIn("op", "right");
            assertThat(signedIn.statusCode()).isEqualTo(302);
            assertThat(Browser.location(signedIn)).doesNotContain("login");
            assertThat(cookie(signedIn)).isNotBlank().isNotEqualTo(before);
            assertThat(browser.get("/alarms").statusCode()).isEqualTo(200);
            assertThat(browser.get("/api/figures").statusCode()).isEqualTo(200);
            assertThat(audit.lines())
                    .containsExactly(
                            "{\"event\":\"sign-in\",\"outcome\":\"success\",\"method\":\"password\",\"user\":\"op\","
                                    + "\"address\":\"127.0.0.1\",\"role\":\"operator\"}");
        }
    }

    @Test
    void refusals_shouldBeLogged_withoutWhatWasTyped() throws Exception {
        Browser browser = new Browser(application);
        try (AuditLines audit = new AuditLines()) {
            assertThat(Browser.location(browser.signIn("op", "wr0ng"))).endsWith("/login?error");
            browser.signIn("hunter2\n{\"event\":\"forged\"}", "op");
            assertThat(audit.lines()).hasSize(2).allSatisfy(line -> assertThat(line)
                    .contains("\"outcome\":\"failure\"", "\"reason\":\"bad-credentials\"")
                    .doesNotContain("wr0ng", "hunter2", "forged"));
            assertThat(audit.lines().getFirst()).contains("\"user\":\"op\"");
            assertThat(audit.lines().getLast()).doesNotContain("\"user\"");
        }
    }

    @Test
    void untouchedPage_shouldBeSignedOut_thoughItsHeartbeatsComeIn() throws Exception {
        MutableClock clock = (MutableClock) application.getBean(Clock.class);
        Browser browser = new Browser(application);
        browser.signIn("op", "right");
        browser.openPage();
        clock.advance(Duration.ofMinutes(19));
        assertThat(browser.heartbeat().statusCode()).isEqualTo(200);
        // The session's own times are the machine's, which the test's clock lags behind.
        clock.advance(Duration.ofHours(1));
        try (AuditLines audit = new AuditLines()) {
            assertThat(browser.heartbeat().statusCode()).isEqualTo(403);
            assertThat(audit.lines())
                    .containsExactly(
                            "{\"event\":\"session-expired\",\"outcome\":\"success\",\"user\":\"op\",\"address\":\"127.0.0.1\"}");
        }
        assertThat(browser.get("/alarms").statusCode()).isEqualTo(302);
        assertThat(browser.get("/api/figures").statusCode()).isEqualTo(401);
    }

    @Test
    void page_shouldAllowInlineScriptsByItsOwnNonceAlone() throws Exception {
        Browser browser = new Browser(application);
        HttpResponse<String> page = browser.get("/login");
        String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
        String scripts = policy.replaceFirst(".*script-src ([^;]*);.*", "$1");
        assertThat(scripts).matches("'self' 'nonce-[A-Za-z0-9+/]{24}' 'unsafe-eval'");
        assertThat(policy).contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'");
        String nonce = scripts.replaceFirst(".*'nonce-([^']*)'.*", "$1");
        assertThat(Pattern.compile("<script(?![^>]*nonce=\"" + Pattern.quote(nonce) + "\")")
                        .matcher(page.body())
                        .find())
                .as("a script without the nonce")
                .isFalse();
        assertThat(browser.get("/login").headers().firstValue("Content-Security-Policy"))
                .as("a nonce for each answer")
                .isPresent()
                .isNotEqualTo(page.headers().firstValue("Content-Security-Policy"));
    }

    @Test
    void everyAnswer_shouldBearSecurityHeaders_andSecureCookiesBehindTls() throws Exception {
        Browser browser = new Browser(application);
        for (String path : new String[] {"/login", "/api/health", "/api/figures", "/styles/quartet.css"}) {
            var headers = browser.get(path).headers();
            assertThat(headers.firstValue("X-Content-Type-Options")).as(path).hasValue("nosniff");
            assertThat(headers.firstValue("X-Frame-Options")).as(path).hasValue("DENY");
            assertThat(headers.firstValue("Referrer-Policy")).as(path).hasValue("same-origin");
            assertThat(headers.firstValue("Permissions-Policy").orElse(""))
                    .as(path)
                    .contains("camera=()");
            assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                    .as(path)
                    .contains("frame-ancestors 'none'");
            assertThat(headers.firstValue("Strict-Transport-Security")).as(path).isEmpty();
        }
        HttpResponse<String> secure = new Browser(application).get("/login", "X-Forwarded-Proto", "https");
        assertThat(secure.headers().firstValue("Strict-Transport-Security")).hasValue("max-age=31536000");
        assertThat(secure.headers().firstValue("Set-Cookie").orElse("")).contains("Secure", "HttpOnly", "SameSite=Lax");
        assertThat(browser.get("/alarms", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "dash.example.com")
                        .headers()
                        .firstValue("location"))
                .as("redirects stay on TLS")
                .hasValueSatisfying(to -> assertThat(to).startsWith("https://"));
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Set-Cookie")
                .map(value -> value.replaceFirst(";.*", ""))
                .orElse("");
    }
}
