package dev.quartet.local.core;

import java.util.Map;
import java.util.Optional;

/** Checks tokens that a Cognito user pool has issued. Thread-safe. */
@FunctionalInterface
public interface TokenVerifier {
    /**
     * Returns the claims of {@code token} when pool {@code userPoolArn} signed it, it has not expired and it is an ID token;
     * empty otherwise.
     */
    Optional<Map<String, Object>> verifyIdToken(String userPoolArn, String token);

    /**
     * Returns the claims of {@code token}, of whatever use, when the pool of {@code issuer} signed it and it has not expired;
     * empty otherwise. {@code issuer} is {@code https://cognito-idp.<region>.amazonaws.com/<pool>}, or as the token says it.
     */
    default Optional<Map<String, Object>> verify(String issuer, String token) {
        return Optional.empty();
    }
}
