package dev.quartet.local.cli;

import dev.quartet.local.traffic.TrafficOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the local cloud in the foreground. */
@Command(
        name = "up",
        description = "Starts the local cloud, runs the program on it, and stays until Ctrl-C.",
        sortOptions = false)
final class UpCommand implements Callable<Integer> {
    private final Home home;
    private final Terminal terminal;

    @Option(names = "--stack", description = "Which Pulumi.<stack>.yaml to use (default: ${DEFAULT-VALUE}).")
    private String stack = "local";

    @Option(names = "--port", description = "The dashboard's port (default: ${DEFAULT-VALUE}).")
    private int dashboardPort = UpOptions.DASHBOARD_PORT;

    @Option(names = "--cloud-port", description = "The AWS API's port (default: ${DEFAULT-VALUE}).")
    private int cloudPort = UpOptions.CLOUD_PORT;

    @Option(names = "--no-dashboard", description = "Starts no dashboard.")
    private boolean noDashboard;

    @Option(names = "--data", paramLabel = "DIR", description = "Keeps tables and buckets in this folder.")
    private @Nullable Path data;

    @Option(
            names = "--traffic",
            paramLabel = "RPS",
            arity = "0..1",
            fallbackValue = "" + TrafficOptions.REQUESTS_PER_SECOND,
            description = "Drives load once all is ready (default: ${FALLBACK-VALUE} requests a second).")
    private @Nullable Double traffic;

    @Option(
            names = "--max-processes",
            paramLabel = "N",
            description = "Most function processes at once (default: four a core).")
    private int maxProcesses = UpOptions.defaultMaxProcesses();

    @Option(
            names = "--ses-sandbox",
            description =
                    "Keeps SES in its sandbox, as in a new account: only verified and simulated recipients get mail.")
    private boolean sesSandbox;

    @Option(
            names = "--sign-in",
            description =
                    "The dashboard asks who looks, by the stack's user pool; prints two users and their password.")
    private boolean signIn;

    UpCommand(Home home, Terminal terminal) {
        this.home = home;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var options = new UpOptions(
                stack,
                cloudPort,
                noDashboard ? Optional.empty() : Optional.of(dashboardPort),
                Optional.ofNullable(data).map(Path::toAbsolutePath),
                maxProcesses,
                Optional.ofNullable(traffic),
                sesSandbox,
                signIn);
        try (var session = new Session(home, terminal, options)) {
            Runtime.getRuntime().addShutdownHook(new Thread(session::interrupted, "stop"));
            session.start();
            return session.await();
        }
    }
}
