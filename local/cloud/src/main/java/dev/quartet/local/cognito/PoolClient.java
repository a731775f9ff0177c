package dev.quartet.local.cognito;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Inputs;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An app client of a pool. Immutable.
 *
 * @param flows names such as {@code ALLOW_USER_SRP_AUTH}
 * @param hidesUsers if an unknown user looks like a wrong password
 */
record PoolClient(
        String id,
        String name,
        Optional<String> secret,
        List<String> flows,
        boolean hidesUsers,
        Duration idTokenLifetime,
        Duration accessTokenLifetime,
        Duration refreshTokenLifetime,
        OAuthSettings oauth) {
    private static final Map<String, Duration> UNITS = Map.of(
            "seconds",
            Duration.ofSeconds(1),
            "minutes",
            Duration.ofMinutes(1),
            "hours",
            Duration.ofHours(1),
            "days",
            Duration.ofDays(1));

    PoolClient {
        flows = List.copyOf(flows);
    }

    static PoolClient of(String id, String name, Optional<String> secret, Inputs inputs) {
        var units = inputs.block("tokenValidityUnits").orElse(new Inputs(inputs.owner(), Map.of()));
        return new PoolClient(
                id,
                name,
                secret,
                inputs.strings("explicitAuthFlows"),
                inputs.optionalString("preventUserExistenceErrors")
                        .filter("ENABLED"::equals)
                        .isPresent(),
                lifetime(inputs, units, "idToken", "hours", 1),
                lifetime(inputs, units, "accessToken", "hours", 1),
                lifetime(inputs, units, "refreshToken", "days", 30),
                OAuthSettings.of(inputs));
    }

    /** Throws {@code InvalidParameterException} when the client was not given {@code flow}. */
    void requireFlow(String flow) {
        if (!flows.contains("ALLOW_" + flow)) {
            throw new AwsException("InvalidParameterException", 400, flow + " flow not enabled for this client");
        }
    }

    /** Checks the SECRET_HASH of a client that has a secret. */
    void requireSecretHash(String userName, String hash) {
        if (secret.isEmpty()) {
            return;
        }
        var expected = Base64.getEncoder()
                .encodeToString(Srp.hmac(
                        secret.get().getBytes(StandardCharsets.UTF_8),
                        (userName + id).getBytes(StandardCharsets.UTF_8)));
        if (!MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), hash.getBytes(StandardCharsets.UTF_8))) {
            throw new AwsException("NotAuthorizedException", 400, "Unable to verify secret hash for client " + id);
        }
    }

    @Override
    public String toString() {
        return "PoolClient[" + id + "]";
    }

    private static Duration lifetime(Inputs inputs, Inputs units, String token, String unit, int otherwise) {
        var chosen = units.optionalString(token).orElse(unit);
        return UNITS.getOrDefault(chosen, Duration.ofHours(1))
                .multipliedBy(inputs.optionalInteger(token + "Validity").orElse(otherwise));
    }
}
