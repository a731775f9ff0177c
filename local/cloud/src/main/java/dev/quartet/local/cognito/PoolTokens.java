package dev.quartet.local.cognito;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Signs and checks a pool's tokens (RS256). Claims as in
 * <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html">user
 * pool tokens</a>. Thread-safe.
 */
final class PoolTokens {
    private final String issuer;
    private final Clock clock;
    /** Made aside: the first token is needed long after the pool. */
    private final CompletableFuture<RSAKey> key = CompletableFuture.supplyAsync(PoolTokens::generate);

    PoolTokens(String issuer, Clock clock) {
        this.issuer = issuer;
        this.clock = clock;
    }

    String issuer() {
        return issuer;
    }

    /** Returns the public keys as a JWK set. */
    String keys() {
        return new JWKSet(key.join().toPublicJWK()).toString();
    }

    /** {@code nonce} is what the client sent along for this token alone; empty for none. */
    String idToken(User user, PoolClient client, Instant signedIn, String origin, String nonce) {
        var claims = common(user, signedIn, origin, client.idTokenLifetime())
                .audience(client.id())
                .claim("token_use", "id")
                .claim("cognito:username", user.name);
        user.attributes.forEach((name, value) -> {
            if (!name.equals("sub")) {
                claims.claim(name, name.endsWith("_verified") ? Boolean.valueOf(value) : value);
            }
        });
        if (!nonce.isEmpty()) {
            claims.claim("nonce", nonce);
        }
        return sign(claims.build());
    }

    String accessToken(User user, PoolClient client, Instant signedIn, String origin, String scope) {
        return sign(common(user, signedIn, origin, client.accessTokenLifetime())
                .claim("token_use", "access")
                .claim("client_id", client.id())
                .claim("scope", scope)
                .claim("username", user.name)
                .build());
    }

    /** Returns the claims of a token that this pool has signed and that has not expired; empty for any other. */
    Optional<JWTClaimsSet> verify(String token) {
        try {
            var jwt = SignedJWT.parse(token);
            if (!JWSAlgorithm.RS256.equals(jwt.getHeader().getAlgorithm())
                    || !jwt.verify(new RSASSAVerifier(key.join().toRSAPublicKey()))) {
                return Optional.empty();
            }
            var claims = jwt.getJWTClaimsSet();
            boolean live = claims.getExpirationTime() != null
                    && claims.getExpirationTime().toInstant().isAfter(clock.instant());
            return live && issuer.equals(claims.getIssuer()) ? Optional.of(claims) : Optional.empty();
        } catch (ParseException | JOSEException e) {
            return Optional.empty(); // not a token of ours, whatever it is
        }
    }

    private JWTClaimsSet.Builder common(User user, Instant signedIn, String origin, Duration lifetime) {
        var now = clock.instant();
        var claims = new JWTClaimsSet.Builder()
                .subject(user.sub)
                .issuer(issuer)
                .claim("origin_jti", origin)
                .claim("event_id", UUID.randomUUID().toString())
                .claim("auth_time", signedIn.getEpochSecond())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime)))
                .jwtID(UUID.randomUUID().toString());
        if (!user.groups.isEmpty()) {
            claims.claim("cognito:groups", List.copyOf(user.groups));
        }
        return claims;
    }

    private String sign(JWTClaimsSet claims) {
        try {
            var signer = key.join();
            var jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(signer.getKeyID())
                            .build(),
                    claims);
            jwt.sign(new RSASSASigner(signer));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot sign a token", e);
        }
    }

    private static RSAKey generate() {
        try {
            return new RSAKeyGenerator(2048)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot make an RSA key", e);
        }
    }
}
