package dev.quartet.local.core;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** Temporary credentials of a role's session. Secrets: never to be logged. */
public record Credentials(String accessKeyId, String secretAccessKey, String sessionToken, Instant expiration) {
    public Credentials {
        requireNonNull(accessKeyId, "accessKeyId is null");
        requireNonNull(secretAccessKey, "secretAccessKey is null");
        requireNonNull(sessionToken, "sessionToken is null");
        requireNonNull(expiration, "expiration is null");
    }

    @Override
    public String toString() {
        return "Credentials[" + accessKeyId + ", until " + expiration + "]";
    }
}
