package dev.quartet.local.core;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/** Every access key that the local cloud knows: the root's and those of sessions. Thread-safe. */
@FunctionalInterface
public interface CredentialStore {
    /** Returns what belongs to {@code accessKeyId}, expired or not; empty when it was never issued. */
    Optional<Entry> find(String accessKeyId);

    /**
     * An access key. Holds secrets: never to be logged.
     *
     * @param sessionToken required beside the key, when it is temporary
     * @param expiration when it is temporary
     */
    record Entry(Caller caller, String secretAccessKey, Optional<String> sessionToken, Optional<Instant> expiration) {
        public Entry {
            requireNonNull(caller, "caller is null");
            requireNonNull(secretAccessKey, "secretAccessKey is null");
        }

        @Override
        public String toString() {
            return "Entry[" + caller.arn() + "]";
        }
    }
}
