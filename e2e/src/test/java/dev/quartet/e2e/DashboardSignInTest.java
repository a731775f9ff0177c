package dev.quartet.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard that {@code up --sign-in} starts, and the stack's own user pool: every redirect, as a browser follows them. */
final class DashboardSignInTest {
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final Pattern PASSWORD = Pattern.compile("password ([0-9a-f]{16})");

    @Test
    void people_shouldSignInByThePool_inTheirRoles(@TempDir Path folder) throws Exception {
        try (var quartet = RunningQuartet.start(folder.resolve("state"), "--sign-in")) {
            var dashboard = quartet.dashboardUrl().replace("127.0.0.1", "localhost");
            var password = found(PASSWORD, quartet.text());
            var stranger = new Person();
            assertThat(location(stranger.get(dashboard + "/alarms"))).endsWith("/login");
            assertThat(stranger.get(dashboard + "/api/figures").statusCode()).isEqualTo(401);
            assertThat(location(stranger.get(dashboard + "/login/oauth2/code/stack?code=stolen&state=guessed")))
                    .as("a code that nobody here asked for")
                    .endsWith("/login?refused");

            var operator = new Person();
            operator.signIn(dashboard, "operator@example.com", password);
            assertThat(operator.get(dashboard + "/alarms").statusCode()).isEqualTo(200);
            assertThat(operator.get(dashboard + "/api/figures").statusCode()).isEqualTo(200);
            new Person().signIn(dashboard, "viewer@example.com", password);

            // The line goes through the log of the dashboard, which another process writes.
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(audit(quartet.state()))
                    .anySatisfy(line -> assertThat(line)
                            .contains(
                                    "\"user\":\"operator@example.com\"",
                                    "\"method\":\"oidc\"",
                                    "\"role\":\"operator\""))
                    .anySatisfy(line -> assertThat(line)
                            .contains("\"user\":\"viewer@example.com\"", "\"method\":\"oidc\"", "\"role\":\"viewer\""))
                    .anySatisfy(line ->
                            assertThat(line).contains("\"outcome\":\"failure\"", "authorization_request_not_found"))
                    .noneSatisfy(line -> assertThat(line).containsAnyOf(password, "stolen", "eyJ")));
        }
    }

    private static List<String> audit(Path state) throws Exception {
        return Files.readAllLines(state.resolve("dashboard.log")).stream()
                .filter(line -> line.contains("quartet.audit"))
                .toList();
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
        return matcher.group(1);
    }

    private static String location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.uri() + "\n" + answer.body()).isEqualTo(302);
        return answer.uri()
                .resolve(answer.headers().firstValue("location").orElseThrow())
                .toString();
    }

    /** A browser with cookies of its own. */
    private static final class Person {
        private final HttpClient http = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .connectTimeout(Duration.ofSeconds(60))
                .build();

        void signIn(String dashboard, String name, String password) throws Exception {
            var authorize = location(get(dashboard + "/oauth2/authorization/stack"));
            assertThat(authorize).contains("/oauth2/authorize?", "code_challenge_method=S256", "nonce=", "state=");
            var page = location(get(authorize));
            var csrf = found(CSRF, get(page).body());
            var wrong = post(page, "username=%s&password=wrong&_csrf=%s".formatted(encoded(name), encoded(csrf)));
            assertThat(wrong.body()).contains("Incorrect username or password.");
            var back = location(post(
                    page,
                    "username=%s&password=%s&_csrf=%s"
                            .formatted(encoded(name), encoded(password), encoded(found(CSRF, wrong.body())))));
            assertThat(back).startsWith(dashboard + "/login/oauth2/code/stack?");
            assertThat(location(get(back))).startsWith(dashboard).doesNotContain("login");
            assertThat(location(get(back))).as("the same code again").endsWith("/login?refused");
        }

        HttpResponse<String> get(String address) throws Exception {
            return send(HttpRequest.newBuilder(URI.create(address)));
        }

        private HttpResponse<String> post(String address, String form) throws Exception {
            return send(HttpRequest.newBuilder(URI.create(address))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form)));
        }

        private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
            return http.send(request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }
}
