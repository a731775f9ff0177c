package dev.quartet.dashboard.config;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may look.
 *
 * @param username of the one user with a password
 * @param passwordHash bcrypt, as {@code htpasswd -nB} prints after the colon
 * @param role of that user
 * @param idleTimeout how long a signed-in page may stay untouched before it is signed out
 */
public record Access(
        @Nullable String username,
        @Nullable String passwordHash,
        @DefaultValue("viewer") Role role,
        @DefaultValue("30m") Duration idleTimeout,
        @DefaultValue Oidc oidc) {
    private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$(0[4-9]|[12]\\d|3[01])\\$[./A-Za-z0-9]{53}");
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(7);

    public Access {
        if ((username == null) != (passwordHash == null)) {
            throw new IllegalArgumentException(
                    "quartet.access.username and quartet.access.password-hash belong together; set both or neither");
        }
        if (username != null && username.isBlank()) {
            throw new IllegalArgumentException("quartet.access.username is blank");
        }
        if (passwordHash != null && !BCRYPT.matcher(passwordHash).matches()) {
            throw new IllegalArgumentException(
                    "quartet.access.password-hash is not a bcrypt hash; allowed is what 'htpasswd -nBC 12 NAME' prints after the colon");
        }
        if (idleTimeout.compareTo(SHORTEST) < 0 || idleTimeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "quartet.access.idle-timeout is %s; allowed is 1 minute to 7 days".formatted(idleTimeout));
        }
    }

    /** Whether anybody is asked who they are. */
    public boolean controlled() {
        return hasUser() || oidc.enabled();
    }

    /** Whether there is a user with a password. */
    public boolean hasUser() {
        return username != null;
    }

    @Override
    public String toString() {
        return "Access[username=%s, role=%s, idleTimeout=%s, oidc=%s]".formatted(username, role, idleTimeout, oidc);
    }

    /**
     * Sign-in by the stack's Cognito user pool of {@code operations.signIn} in its exports.
     *
     * @param operatorsGroup the pool's group whose members are operators; everybody else in the pool is a viewer
     */
    public record Oidc(
            @DefaultValue("false") boolean enabled,
            @DefaultValue("operators") String operatorsGroup) {
        private static final Pattern GROUP = Pattern.compile("[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]{1,128}");

        public Oidc {
            if (!GROUP.matcher(operatorsGroup).matches()) {
                throw new IllegalArgumentException(
                        "quartet.access.oidc.operators-group is '%s'; allowed is a Cognito group's name: 1 to 128 characters without spaces"
                                .formatted(operatorsGroup));
            }
        }
    }
}
