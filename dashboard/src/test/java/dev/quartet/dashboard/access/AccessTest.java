package dev.quartet.dashboard.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.dashboard.fixture.DemoDashboard;
import dev.quartet.dashboard.fixture.Stacks;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

final class AccessTest {
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void start_shouldBeRefused_whenOthersCouldReachAnOpenDashboard() {
        assertThatThrownBy(() -> DemoDashboard.start(Stacks.todoOnly(), 0, "--server.address=0.0.0.0"))
                .hasRootCauseInstanceOf(OpenAccessRefusedException.class);
        assertThatThrownBy(() -> DemoDashboard.start(Stacks.todoOnly(), 0, "--server.address="))
                .hasRootCauseInstanceOf(OpenAccessRefusedException.class);
    }

    @Test
    void start_shouldRefuseAHashThatIsNotBcrypt_withoutShowingIt() {
        assertThatThrownBy(() -> DemoDashboard.start(
                        Stacks.todoOnly(),
                        0,
                        "--quartet.access.username=op",
                        "--quartet.access.password-hash=plain-secret"))
                .hasStackTraceContaining("not a bcrypt hash")
                .rootCause()
                .hasMessageNotContaining("plain-secret");
    }

    @Test
    void open_shouldServeLocalNamesOnly() throws Exception {
        try (ConfigurableApplicationContext context = DemoDashboard.start(Stacks.todoOnly(), 0)) {
            int port = port(context);
            assertThat(status(port, "localhost:" + port)).contains("200");
            assertThat(status(port, "evil.example")).contains("403");
        }
    }

    @Test
    void controlled_shouldAskWhoLooks() throws Exception {
        try (ConfigurableApplicationContext context = DemoDashboard.start(
                Stacks.todoOnly(),
                0,
                "--server.address=0.0.0.0",
                "--quartet.access.username=op",
                "--quartet.access.password-hash=" + new BCryptPasswordEncoder(4).encode("right"))) {
            int port = port(context);
            assertThat(get(port, "/api/figures", null).statusCode()).isEqualTo(401);
            assertThat(get(port, "/api/figures", "op:wrong").statusCode()).isEqualTo(401);
            assertThat(get(port, "/api/figures", "op:right").statusCode()).isEqualTo(200);
            assertThat(get(port, "/api/health", null).statusCode()).isEqualTo(200);
            HttpResponse<String> page = get(port, "/todo", null);
            assertThat(page.statusCode()).isEqualTo(302);
            assertThat(page.headers().firstValue("location"))
                    .hasValueSatisfying(to -> assertThat(to).endsWith("/login"));
            assertThat(get(port, "/login", null).statusCode()).isEqualTo(200);
            assertThat(get(port, "/styles/quartet.css", null).statusCode()).isEqualTo(200);
        }
    }

    private static int port(ConfigurableApplicationContext context) {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    private HttpResponse<String> get(int port, String path, @Nullable String user)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (user != null) {
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** By hand: Java's clients set the Host header themselves. */
    private static String status(int port, String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(("GET /api/health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }
}
