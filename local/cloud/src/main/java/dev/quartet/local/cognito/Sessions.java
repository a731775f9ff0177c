package dev.quartet.local.cognito;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.quartet.local.core.AwsException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Refresh tokens and the tokens issued for them. Bounded; thread-safe. */
final class Sessions {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int MOST = 200_000;

    private record Session(
            UserPool pool,
            String userName,
            PoolClient client,
            Instant signedIn,
            String origin,
            String scope,
            boolean openId) {}

    private final Cache<String, Session> byRefreshToken = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(Duration.ofDays(3650))
            .build();

    /** Signs a user in: AuthenticationResult with all three tokens. */
    ObjectNode open(UserPool pool, User user, PoolClient client) {
        return open(pool, user, client, "aws.cognito.signin.user.admin", true, "");
    }

    /** Signs a user in for {@code scopes}: with an ID token, which bears {@code nonce} unless it is empty, only if openid is one of them. */
    ObjectNode open(UserPool pool, User user, PoolClient client, List<String> scopes, String nonce) {
        return open(
                pool,
                user,
                client,
                String.join(" ", scopes),
                OAuthScopes.of(scopes).openId(),
                nonce);
    }

    private ObjectNode open(UserPool pool, User user, PoolClient client, String scope, boolean openId, String nonce) {
        var bytes = new byte[96];
        RANDOM.nextBytes(bytes);
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var session = new Session(
                pool, user.name, client, pool.now(), UUID.randomUUID().toString(), scope, openId);
        byRefreshToken.put(token, session);
        var output = tokens(session, user, nonce);
        output.withObject("/AuthenticationResult").put("RefreshToken", token);
        return output;
    }

    /** Returns new ID and access tokens; throws {@code NotAuthorizedException}. */
    ObjectNode refresh(UserPool pool, PoolClient client, String refreshToken) {
        var session = byRefreshToken.getIfPresent(refreshToken);
        if (session == null || session.pool() != pool || !session.client().id().equals(client.id())) {
            throw new AwsException("NotAuthorizedException", 400, "Invalid Refresh Token");
        }
        var user = pool.find(session.userName())
                .orElseThrow(() -> new AwsException("NotAuthorizedException", 400, "Invalid Refresh Token"));
        boolean expired = session.signedIn().plus(client.refreshTokenLifetime()).isBefore(pool.now());
        if (expired || !user.enabled || user.signedOutAt.isAfter(session.signedIn())) {
            byRefreshToken.invalidate(refreshToken);
            throw new AwsException(
                    "NotAuthorizedException",
                    400,
                    expired ? "Refresh Token has expired" : "Refresh Token has been revoked");
        }
        return tokens(session, user, "");
    }

    /** Revokes a refresh token; an unknown one is no error. */
    void revoke(String refreshToken) {
        byRefreshToken.invalidate(refreshToken);
    }

    private static ObjectNode tokens(Session session, User user, String nonce) {
        var tokens = session.pool().tokens();
        var client = session.client();
        var output = JSON.createObjectNode();
        output.putObject("ChallengeParameters");
        session.pool().with(user, u -> {
            var result = output.putObject("AuthenticationResult")
                    .put(
                            "AccessToken",
                            tokens.accessToken(u, client, session.signedIn(), session.origin(), session.scope()))
                    .put("ExpiresIn", client.accessTokenLifetime().toSeconds())
                    .put("TokenType", "Bearer");
            if (session.openId()) {
                result.put("IdToken", tokens.idToken(u, client, session.signedIn(), session.origin(), nonce));
            }
            return result;
        });
        return output;
    }
}
