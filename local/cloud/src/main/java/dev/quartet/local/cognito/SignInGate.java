package dev.quartet.local.cognito;

import dev.quartet.local.core.AwsException;
import java.time.Duration;
import tools.jackson.databind.node.ObjectNode;

/** Lets users in whose proof is right and whose account is usable, lets them stay, and counts the attempts. Thread-safe. */
final class SignInGate {
    private static final int FAILURES_BEFORE_LOCK = 5;
    private static final Duration LOCK = Duration.ofSeconds(1);

    private final SignInMetrics metrics;

    SignInGate(SignInMetrics metrics) {
        this.metrics = metrics;
    }

    /** Returns the user of a name and password; throws what Cognito answers. */
    User byPassword(UserPool pool, PoolClient client, String login, String password) {
        var user = pool.find(login);
        if (user.isEmpty()) {
            metrics.signedIn(pool, client, false);
            throw unknownUser(client);
        }
        requireUnlocked(pool, user.get());
        var verifier = user.get().password;
        boolean right = verifier != null && verifier.matches(pool.srpName(), user.get().name, password);
        admit(pool, client, user.get(), right);
        return user.get();
    }

    /** Admits a user whose proof was {@code right}; throws what Cognito answers to others. */
    void admit(UserPool pool, PoolClient client, User user, boolean right) {
        pool.with(user, u -> {
            u.failedSignIns = right ? 0 : u.failedSignIns + 1;
            if (u.failedSignIns >= FAILURES_BEFORE_LOCK) {
                // Doubles with each failure, as Cognito's lockout does.
                u.lockedUntil =
                        pool.now().plus(LOCK.multipliedBy(1L << Math.min(10, u.failedSignIns - FAILURES_BEFORE_LOCK)));
            }
            return u;
        });
        boolean usable = user.enabled && user.status == User.Status.CONFIRMED;
        metrics.signedIn(pool, client, right && usable);
        if (!right) {
            throw wrong();
        }
        if (!user.enabled) {
            throw new AwsException("NotAuthorizedException", 400, "User is disabled.");
        }
        if (user.status == User.Status.UNCONFIRMED) {
            throw new AwsException("UserNotConfirmedException", 400, "User is not confirmed.");
        }
        if (!usable) {
            throw new AwsException(
                    "PasswordResetRequiredException",
                    400,
                    "The user's password must be set by admin-set-user-password or forgot-password first");
        }
    }

    /** Returns new ID and access tokens; throws {@code NotAuthorizedException}. */
    ObjectNode refresh(Sessions sessions, UserPool pool, PoolClient client, String refreshToken) {
        try {
            var output = sessions.refresh(pool, client, refreshToken);
            metrics.refreshed(pool, client, true);
            return output;
        } catch (AwsException e) {
            metrics.refreshed(pool, client, false);
            throw e;
        }
    }

    static void requireUnlocked(UserPool pool, User user) {
        if (user.lockedUntil.isAfter(pool.now())) {
            throw new AwsException("NotAuthorizedException", 400, "Password attempts exceeded");
        }
    }

    static AwsException unknownUser(PoolClient client) {
        return client.hidesUsers() ? wrong() : new AwsException("UserNotFoundException", 400, "User does not exist.");
    }

    static AwsException wrong() {
        return new AwsException("NotAuthorizedException", 400, "Incorrect username or password.");
    }
}
