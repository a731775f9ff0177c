package dev.quartet.local.cognito;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A user of a pool. Not thread-safe: its {@link UserPool} guards it. */
final class User {
    /** A user's state, by Cognito's names. */
    enum Status {
        UNCONFIRMED,
        CONFIRMED,
        FORCE_CHANGE_PASSWORD,
        RESET_REQUIRED
    }

    /** A code that was mailed. */
    record Code(String value, Instant expires) {}

    final String name;
    final String sub;
    final Instant created;
    final Map<String, String> attributes = new LinkedHashMap<>();
    final Set<String> groups = new TreeSet<>();
    Status status = Status.UNCONFIRMED;
    boolean enabled = true;
    Srp.@Nullable Verifier password;

    @Nullable
    Code confirmation;

    @Nullable
    Code reset;

    int failedSignIns;
    Instant lockedUntil = Instant.EPOCH;
    Instant signedOutAt = Instant.EPOCH;

    User(String name, String sub, Instant created) {
        this.name = name;
        this.sub = sub;
        this.created = created;
        attributes.put("sub", sub);
    }
}
