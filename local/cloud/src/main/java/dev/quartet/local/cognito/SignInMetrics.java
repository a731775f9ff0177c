package dev.quartet.local.cognito;

import dev.quartet.local.core.Metrics;
import java.util.Map;

/** AWS/Cognito: one data point an attempt, 1 for a success and 0 for a failure. Thread-safe. */
final class SignInMetrics {
    private final Metrics metrics;
    private final String region;

    SignInMetrics(Metrics metrics, String region) {
        this.metrics = metrics;
        this.region = region;
    }

    void signedIn(UserPool pool, PoolClient client, boolean success) {
        add("SignInSuccesses", pool, client, success);
    }

    void signedUp(UserPool pool, PoolClient client, boolean success) {
        add("SignUpSuccesses", pool, client, success);
    }

    void refreshed(UserPool pool, PoolClient client, boolean success) {
        add("TokenRefreshSuccesses", pool, client, success);
    }

    private void add(String name, UserPool pool, PoolClient client, boolean success) {
        metrics.metric(
                        region,
                        "AWS/Cognito",
                        name,
                        Map.of("UserPool", pool.id(), "UserPoolClient", client.id()),
                        "Count")
                .add(success ? 1 : 0);
    }
}
