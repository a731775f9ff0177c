package dev.quartet.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CredentialIssuer;
import dev.quartet.local.core.Credentials;
import dev.quartet.local.http.LoopbackServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class RoleCredentialsTest {
    private final List<String> assumed = new ArrayList<>();
    private final CredentialIssuer issuer = (caller, action, role, session, trust, context, placement, lifetime) -> {
        assumed.add(role);
        return new Credentials("ASIA1", "secret", "session", Instant.parse("2026-01-01T00:00:00Z"));
    };
    private final RoleCredentials credentials = new RoleCredentials(issuer, Caller.ANONYMOUS, "dashboard");

    @Test
    void handle_shouldAnswerAsSdksExpect_onlyWithTheTokenAndOnceThereIsARole() throws Exception {
        try (var server = LoopbackServer.start(0, credentials);
                var http = HttpClient.newHttpClient()) {
            var url = "http://127.0.0.1:" + server.port() + "/";
            var environment = credentials.environment(url);
            var token = environment.get("AWS_CONTAINER_AUTHORIZATION_TOKEN");
            assertThat(environment).containsEntry("AWS_CONTAINER_CREDENTIALS_FULL_URI", url);

            assertThat(get(http, url, "wrong").statusCode()).isEqualTo(401);
            assertThat(get(http, url, token).statusCode()).isEqualTo(503);
            assertThat(assumed).isEmpty();

            credentials.role("arn:aws:iam::111122223333:role/dashboard");
            var answer = get(http, url, token);
            assertThat(answer.statusCode()).isEqualTo(200);
            var body = new JsonMapper().readTree(answer.body());
            assertThat(body.path("AccessKeyId").asString()).isEqualTo("ASIA1");
            assertThat(body.path("Token").asString()).isEqualTo("session");
            assertThat(body.path("Expiration").asString()).isEqualTo("2026-01-01T00:00:00Z");
            assertThat(assumed).containsExactly("arn:aws:iam::111122223333:role/dashboard");
        }
    }

    private static HttpResponse<String> get(HttpClient http, String url, String token) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Authorization", token)
                        .build(),
                BodyHandlers.ofString());
    }
}
