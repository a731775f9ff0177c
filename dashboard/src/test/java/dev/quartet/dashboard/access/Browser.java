package dev.quartet.dashboard.access;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.context.ConfigurableApplicationContext;

/** What a browser does of HTTP: keeps cookies; follows redirects only when told. */
final class Browser {
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" content=\"([^\"]+)\"");

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .connectTimeout(Duration.ofSeconds(60))
            .build();
    private final String root;

    Browser(ConfigurableApplicationContext application) {
        this.root = "http://localhost:" + application.getEnvironment().getRequiredProperty("local.server.port");
    }

    String root() {
        return root;
    }

    /** Opens a path of the dashboard, or a whole address; {@code headers} are names and values. */
    HttpResponse<String> get(String address, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(address);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String address, Map<String, String> form) throws IOException, InterruptedException {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return http.send(
                request(address)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Fills in the sign-in page's form. */
    HttpResponse<String> signIn(String user, String password) throws IOException, InterruptedException {
        Matcher token = CSRF.matcher(get("/login").body());
        if (!token.find()) {
            throw new AssertionError("the sign-in page has no CSRF token");
        }
        return post("/login", Map.of("username", user, "password", password, "_csrf", token.group(1)));
    }

    /** Makes a Vaadin session, as the page's script does first. */
    void openPage() throws IOException, InterruptedException {
        HttpResponse<String> page = get("/?v-r=init&location=alarms&query=");
        if (page.statusCode() != 200) {
            throw new AssertionError("init answered " + page.statusCode());
        }
    }

    HttpResponse<String> heartbeat() throws IOException, InterruptedException {
        return post("/?v-r=heartbeat&v-uiId=0", Map.of());
    }

    private HttpRequest.Builder request(String address) {
        return HttpRequest.newBuilder(URI.create(address.startsWith("http") ? address : root + address))
                .timeout(Duration.ofSeconds(60));
    }

    static String location(HttpResponse<?> answer) {
        return answer.headers().firstValue("location").orElse("");
    }
}
