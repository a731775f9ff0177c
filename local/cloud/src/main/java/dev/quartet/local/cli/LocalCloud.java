package dev.quartet.local.cli;

import dev.quartet.local.cloudwatch.Alarms;
import dev.quartet.local.cloudwatch.MetricStore;
import dev.quartet.local.cognito.IdentityPools;
import dev.quartet.local.cognito.UserPools;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.http.LoopbackServer;
import dev.quartet.local.logs.LogStore;
import dev.quartet.local.logs.LogsModule;
import dev.quartet.local.process.ChildProcesses;
import dev.quartet.local.recorded.AccountFunctions;
import dev.quartet.local.recorded.RecordedResources;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All services of one local cloud, wired to each other. Closing it stops them in reverse. */
final class LocalCloud implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LocalCloud.class);

    private final ResourceCatalog catalog = new ResourceCatalog();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private LocalCloud() {}

    /** Starts all services; throws {@link CommandException} when the port is taken. */
    static LocalCloud start(CloudContext context, Home home, UpOptions options, ChildProcesses children, RunState state)
            throws IOException {
        var cloud = new LocalCloud();
        try {
            cloud.wire(context, options, state);
        } catch (IOException | RuntimeException e) {
            cloud.close();
            throw e;
        }
        return cloud;
    }

    private void wire(CloudContext context, UpOptions options, RunState state) throws IOException {
        var metrics = new MetricStore(context.clock());
        var alarms = keep(new Alarms(context, metrics));
        var logs = new LogStore(context, metrics);
        alarms.install(catalog);
        new LogsModule(context, logs).install(catalog);
        new UserPools(context).install(catalog);
        new IdentityPools(context).install(catalog);
        new AccountFunctions(context.accountId(), context.region()).install(catalog);
        new RecordedResources(context).install(catalog);
        listen(options, new StatusHandler(state));
        alarms.start();
    }

    private void listen(UpOptions options, StatusHandler status) throws IOException {
        if (!Ports.free(options.cloudPort())) {
            throw new CommandException(
                    ExitCode.BUSY,
                    "port %d is taken by another program; choose another with --cloud-port"
                            .formatted(options.cloudPort()));
        }
        keep(LoopbackServer.start(options.cloudPort(), status));
    }

    /** Returns the handlers of all resource types. */
    ResourceCatalog catalog() {
        return catalog;
    }

    /** Returns the root's credentials and where they count, as environment variables. Secrets: never to be logged. */
    Map<String, String> credentials(CloudContext context) {
        var result = new TreeMap<String, String>();
        result.put("AWS_ENDPOINT_URL", context.endpoint());
        result.put("AWS_REGION", context.region());
        result.put("AWS_DEFAULT_REGION", context.region());
        return result;
    }

    /** Returns what {@code aws.env} holds. */
    String environment(CloudContext context) {
        var lines = new StringBuilder("# For the aws command line and SDKs: source this file. Good until `up` ends.\n");
        credentials(context).forEach((name, value) -> lines.append("export %s=%s%n".formatted(name, value)));
        return lines.toString();
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) { // the rest must be stopped too
                log.warn("a service did not stop cleanly", e);
            }
        }
    }

    private <T extends AutoCloseable> T keep(T part) {
        open.push(part);
        return part;
    }
}
