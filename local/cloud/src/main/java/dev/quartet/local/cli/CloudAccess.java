package dev.quartet.local.cli;

import dev.quartet.local.core.CloudContext;
import dev.quartet.local.sts.Sessions;
import java.util.Map;
import java.util.TreeMap;

/** Where a local cloud is and by whose credentials one uses it, as environment variables. Secrets: never to be logged. */
final class CloudAccess {
    /** The management page that hands out the dashboard's credentials. */
    static final String DASHBOARD = "dashboard-credentials";

    private final CloudContext context;
    private final Sessions sessions;
    private final RoleCredentials dashboard;

    CloudAccess(CloudContext context, Sessions sessions) {
        this.context = context;
        this.sessions = sessions;
        var root = sessions.find(sessions.rootAccessKeyId()).orElseThrow().caller();
        this.dashboard = new RoleCredentials(sessions, root, "dashboard");
    }

    /** Returns the root's. */
    Map<String, String> credentials() {
        var result = new TreeMap<String, String>();
        result.put("AWS_ENDPOINT_URL", context.endpoint());
        result.put("AWS_REGION", context.region());
        result.put("AWS_DEFAULT_REGION", context.region());
        result.put("AWS_ACCESS_KEY_ID", sessions.rootAccessKeyId());
        result.put("AWS_SECRET_ACCESS_KEY", sessions.rootSecretAccessKey());
        return result;
    }

    /** Returns what {@code aws.env} holds: the root's. */
    String file() {
        var lines = new StringBuilder("# For the aws command line and SDKs: source this file. Good until `up` ends.\n");
        credentials().forEach((name, value) -> lines.append("export %s=%s\n".formatted(name, value)));
        return lines.toString();
    }

    /** Returns what hands out the dashboard's. */
    RoleCredentials dashboard() {
        return dashboard;
    }

    /** Returns the dashboard's: where the API is, and where its role's credentials are. */
    Map<String, String> dashboardEnvironment() {
        var result = new TreeMap<>(dashboard.environment(context.endpoint() + "/_quartet/" + DASHBOARD));
        result.put("AWS_ENDPOINT_URL", context.endpoint());
        result.put("AWS_REGION", context.region());
        // Else the user's own profile would win over the role.
        var nowhere = context.workDirectory().resolve("no-profile").toString();
        result.put("AWS_SHARED_CREDENTIALS_FILE", nowhere);
        result.put("AWS_CONFIG_FILE", nowhere);
        return result;
    }
}
