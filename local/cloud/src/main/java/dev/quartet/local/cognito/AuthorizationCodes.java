package dev.quartet.local.cognito;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** Codes that were handed out and not yet redeemed: once, within five minutes, by who asked for them. Thread-safe. */
final class AuthorizationCodes {
    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    record Grant(AuthorizationRequest request, String userName) {}

    private final Cache<String, Grant> open =
            Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(LIFETIME).build();

    String issue(AuthorizationRequest request, String userName) {
        var code = secret();
        open.put(code, new Grant(request, userName));
        return code;
    }

    /** Returns what {@code code} stands for, if all fits; it is spent in any case. */
    Optional<Grant> redeem(String code, String clientId, String redirectUri, String verifier) {
        return Optional.ofNullable(open.asMap().remove(code))
                .filter(grant -> grant.request().client().id().equals(clientId)
                        && grant.request().redirectUri().equals(redirectUri)
                        && proven(grant.request().challenge(), verifier));
    }

    /** Returns 256 random bits in text that fits into a URL. */
    static String secret() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static boolean proven(String challenge, String verifier) {
        if (challenge.isEmpty()) {
            return verifier.isEmpty();
        }
        var hash = Srp.sha256(verifier.getBytes(StandardCharsets.US_ASCII));
        return MessageDigest.isEqual(
                Base64.getUrlEncoder().withoutPadding().encode(hash), challenge.getBytes(StandardCharsets.US_ASCII));
    }
}
