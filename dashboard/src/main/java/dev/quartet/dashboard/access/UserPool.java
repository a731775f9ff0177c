package dev.quartet.dashboard.access;

import dev.quartet.dashboard.stack.ExportsUnavailableException;
import dev.quartet.dashboard.stack.StackRepository;
import dev.quartet.exports.OperationsExports;
import dev.quartet.exports.SignInExports;
import dev.quartet.exports.StackExports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.IdTokenClaimNames;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The user pool that the stack's exports name, found out when somebody signs in: the dashboard starts before its stack has exports,
 * and while Cognito is away. Thread-safe.
 */
final class UserPool implements ClientRegistrationRepository {
    /** The only registration. */
    static final String ID = "stack";

    /** Of all calls of the pool. */
    static final Duration CONNECT = Duration.ofSeconds(3);

    /** Of all calls of the pool. */
    static final Duration ANSWER = Duration.ofSeconds(5);

    /** Anybody may ask, and each question that nobody answers keeps the others waiting. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private static final TypeReference<Map<String, Object>> DOCUMENT = new TypeReference<>() {};

    private record Known(String issuer, String clientId, ClientRegistration registration) {}

    private final StackRepository stacks;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private @Nullable Known known;
    private @Nullable PoolUnavailableException failed;
    private long failedAt;

    UserPool(StackRepository stacks) {
        this.stacks = stacks;
    }

    /** Throws {@link PoolUnavailableException} when the pool is not known or does not answer. */
    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        return ID.equals(id) ? registration() : null;
    }

    synchronized ClientRegistration registration() {
        StackExports exports;
        try {
            exports = stacks.current();
        } catch (ExportsUnavailableException e) {
            throw new PoolUnavailableException("the stack has no exports yet", e);
        }
        OperationsExports operations = exports.operations();
        SignInExports signIn = operations == null ? null : operations.signIn();
        if (signIn == null) {
            throw new PoolUnavailableException(
                    "the stack's exports have no operations.signIn; set quartet:dashboardUrl and update the stack",
                    null);
        }
        String issuer = issuer(exports, signIn.userPoolId());
        Known last = known;
        if (last == null || !last.issuer().equals(issuer) || !last.clientId().equals(signIn.userPoolClientId())) {
            last = new Known(issuer, signIn.userPoolClientId(), discoverOrPause(issuer, signIn.userPoolClientId()));
            known = last;
        }
        return last.registration();
    }

    private ClientRegistration discoverOrPause(String issuer, String clientId) {
        PoolUnavailableException before = failed;
        if (before != null && System.nanoTime() - failedAt < PAUSE.toNanos()) {
            throw before;
        }
        try {
            ClientRegistration found = discover(issuer, clientId);
            failed = null;
            return found;
        } catch (PoolUnavailableException e) {
            failed = e;
            failedAt = System.nanoTime();
            throw e;
        }
    }

    private static String issuer(StackExports exports, String poolId) {
        String endpoint = exports.endpointUrl();
        return (endpoint == null ? "https://cognito-idp.%s.amazonaws.com".formatted(exports.region()) : endpoint) + "/"
                + poolId;
    }

    private ClientRegistration discover(String issuer, String clientId) {
        URI address = URI.create(issuer + "/.well-known/openid-configuration");
        try {
            HttpResponse<String> answer =
                    http.send(HttpRequest.newBuilder(address).timeout(ANSWER).build(), BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new PoolUnavailableException(address + " answered " + answer.statusCode(), null);
            }
            Map<String, Object> document = JsonMapper.shared().readValue(answer.body(), DOCUMENT);
            if (!issuer.equals(document.get("issuer"))) {
                throw new PoolUnavailableException(address + " is of another issuer", null);
            }
            return ClientRegistrations.fromOidcConfiguration(document)
                    .registrationId(ID)
                    .clientId(clientId)
                    // A client without a secret proves itself by PKCE (RFC 7636).
                    .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                    .redirectUri("{baseUrl}/login/oauth2/code/{registrationId}")
                    .scope("openid", "email", "profile")
                    .userNameAttributeName(IdTokenClaimNames.SUB)
                    .build();
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            throw new PoolUnavailableException(address + " does not answer as expected", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PoolUnavailableException("interrupted", e);
        }
    }
}
