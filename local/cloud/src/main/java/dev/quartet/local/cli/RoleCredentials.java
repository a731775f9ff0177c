package dev.quartet.local.cli;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CredentialIssuer;
import dev.quartet.local.http.HttpExchange;
import dev.quartet.local.http.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Hands out one role's credentials to who has the token, as AWS does to containers: SDKs fetch them anew before they
 * expire. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html">AWS</a>
 */
final class RoleCredentials implements HttpHandler {
    private static final Duration LIFETIME = Duration.ofHours(1);

    private final CredentialIssuer issuer;
    private final Caller root;
    private final String sessionName;
    private final String token;
    private final AtomicReference<Optional<String>> role = new AtomicReference<>(Optional.empty());

    RoleCredentials(CredentialIssuer issuer, Caller root, String sessionName) {
        this.issuer = issuer;
        this.root = root;
        this.sessionName = sessionName;
        var random = new byte[24];
        new SecureRandom().nextBytes(random);
        this.token = HexFormat.of().formatHex(random);
    }

    /** Sets whose credentials they are, once the program has made the role. */
    void role(String arn) {
        role.set(Optional.of(arn));
    }

    /** Returns what an SDK in another process must know. A secret: never to be logged. */
    Map<String, String> environment(String url) {
        return Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", url, "AWS_CONTAINER_AUTHORIZATION_TOKEN", token);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var given = exchange.header("Authorization").orElse("");
        var arn = role.get();
        if (!MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8))) {
            answer(exchange, 401, Map.of("message", "The token is missing or wrong."));
        } else if (arn == null || arn.isEmpty()) {
            answer(exchange, 503, Map.of("message", "The program has not made the role yet."));
        } else {
            try {
                answer(exchange, 200, issue(arn.get()));
            } catch (AwsException e) {
                answer(exchange, e.status(), Map.of("code", e.code(), "message", e.getMessage()));
            }
        }
    }

    private Map<String, String> issue(String arn) {
        var issued =
                issuer.assume(root, "sts:AssumeRole", arn, sessionName, Map.of(), Map.of(), Optional.empty(), LIFETIME);
        var answer = new LinkedHashMap<String, String>();
        answer.put("RoleArn", arn);
        answer.put("AccessKeyId", issued.accessKeyId());
        answer.put("SecretAccessKey", issued.secretAccessKey());
        answer.put("Token", issued.sessionToken());
        answer.put("Expiration", issued.expiration().toString());
        return answer;
    }

    private static void answer(HttpExchange exchange, int status, Map<String, String> body) throws IOException {
        exchange.respond(
                status,
                Map.of("Content-Type", "application/json", "Cache-Control", "no-store"),
                CloudClient.JSON.writeValueAsBytes(body));
    }
}
