package dev.quartet.local.cli;

import dev.quartet.local.engine.Program;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How to start the local cloud. Immutable.
 *
 * @param stack whose Pulumi.&lt;stack&gt;.yaml
 * @param dashboardPort where the dashboard listens; empty for none
 * @param maxProcesses of all functions together
 * @param trafficPerSecond requests a second to drive once all is ready; empty for none
 * @param signIn if the dashboard asks who looks, by the stack's own user pool
 * @param sesSandbox if mail goes to verified recipients only, as in a new AWS account
 */
record UpOptions(
        String stack,
        int cloudPort,
        Optional<Integer> dashboardPort,
        Optional<Path> dataDirectory,
        int maxProcesses,
        Optional<Double> trafficPerSecond,
        boolean sesSandbox,
        boolean signIn) {
    static final int CLOUD_PORT = 4566;
    static final int DASHBOARD_PORT = 8080;
    private static final int LAST_PORT = 65_535;

    UpOptions {
        requirePort("--cloud-port", cloudPort);
        dashboardPort.ifPresent(port -> requirePort("--port", port));
        if (signIn && dashboardPort.isEmpty()) {
            throw new CommandException(ExitCode.USAGE, "--sign-in is about the dashboard; leave --no-dashboard out");
        }
        if (maxProcesses < 1) {
            throw new CommandException(ExitCode.USAGE, "--max-processes is " + maxProcesses + "; allowed is 1 or more");
        }
    }

    /** Returns the program of {@code root}, told where its dashboard is: the port is chosen here. */
    Program program(Path root) {
        var program = Program.load(root, stack);
        return dashboardPort
                .map(port -> program.with(Map.of("dashboardUrl", "http://localhost:" + port)))
                .orElse(program);
    }

    /** Returns four processes a core: enough to keep the machine busy, few enough to keep it usable. */
    static int defaultMaxProcesses() {
        return 4 * Runtime.getRuntime().availableProcessors();
    }

    private static void requirePort(String option, int port) {
        if (port < 1 || port > LAST_PORT) {
            throw new CommandException(ExitCode.USAGE, option + " is " + port + "; allowed are 1 to " + LAST_PORT);
        }
    }
}
