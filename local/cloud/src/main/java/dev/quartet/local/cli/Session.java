package dev.quartet.local.cli;

import dev.quartet.exports.ExportsJson;
import dev.quartet.exports.StackExports;
import dev.quartet.local.aws.RequestSigner;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.deploy.Ledger;
import dev.quartet.local.dynamodb.DynamoDbProcess;
import dev.quartet.local.engine.Engine;
import dev.quartet.local.engine.Program;
import dev.quartet.local.engine.Provisioner;
import dev.quartet.local.engine.RunResult;
import dev.quartet.local.http.LoopbackServer;
import dev.quartet.local.process.ChildProcess;
import dev.quartet.local.process.ChildProcesses;
import dev.quartet.local.traffic.TrafficDriver;
import dev.quartet.local.traffic.TrafficOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of {@code up}, from the lock to the last process. Closing it stops everything, in reverse. Thread-safe. */
final class Session implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Session.class);
    private static final Duration PROGRAM_PATIENCE = Duration.ofMinutes(5);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
    /** Not 000000000000: some clients take that for "none". */
    private static final String ACCOUNT = "111122223333";

    private final Home home;
    private final Terminal terminal;
    private final UpOptions options;
    private final UnaryOperator<Provisioner> change;
    private final boolean changed;
    private final long started = System.nanoTime();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private Optional<TrafficDriver> driver = Optional.empty();
    private volatile int exitCode = ExitCode.OK;
    private boolean closed;

    Session(Home home, Terminal terminal, UpOptions options) {
        this(home, terminal, options, UnaryOperator.identity(), false);
    }

    /** {@code change} stands between the program and the handlers: tests alter the program's registrations by it. */
    Session(Home home, Terminal terminal, UpOptions options, UnaryOperator<Provisioner> change) {
        this(home, terminal, options, change, true);
    }

    private Session(
            Home home, Terminal terminal, UpOptions options, UnaryOperator<Provisioner> change, boolean changed) {
        this.changed = changed;
        this.home = home;
        this.terminal = terminal;
        this.options = options;
        this.change = change;
    }

    /** Starts everything and returns when it is ready; throws {@link CommandException} when it cannot. */
    void start() throws IOException, InterruptedException {
        var program = HostedDashboard.refuse(options.program(home.root()));
        keep(RunLock.take(home, options.cloudPort()));
        LogFile.open(home.local().resolve("cloud.log"));
        forget();
        keep(this::forget);
        var work = home.local().resolve("work");
        Folders.delete(work);
        Files.createDirectories(work);
        keep(() -> Folders.delete(work));
        var children = keep(ChildProcesses.open(home.local().resolve("processes")));
        children.watch(this::ended);
        options.dashboardPort().ifPresent(Session::requireFree);
        var context = new CloudContext(
                options.stack(),
                ACCOUNT,
                program.config().require("aws:region"),
                Clock.systemUTC(),
                "http://" + LoopbackServer.ADDRESS + ":" + options.cloudPort(),
                work,
                options.dataDirectory());
        var state = new RunState(context, children);
        var cloud = keep(LocalCloud.start(context, home, options, children, state));
        keep(() -> AccessFile.write(System.getenv(), changed, cloud.accessRecord()));
        terminal.line(
                "Local cloud on %s, stack %s in %s".formatted(context.endpoint(), context.stack(), context.region()));

        // Starts while the program runs: it waits for the exports by itself.
        var dashboard = options.dashboardPort().isPresent()
                ? Optional.of(keep(Dashboard.start(home, children, cloud, context, options)))
                : Optional.<Dashboard>empty();
        var engine = new Engine(children, PROGRAM_PATIENCE);
        var ledger = new Ledger();
        var result = run(engine, program, ledger.recording(Provisioner.of(cloud.catalog())), state);
        var exports = publish(result, context, cloud, state);
        cloud.management(
                "deploy",
                new DeployHandler(new Deployer(
                        home,
                        () -> options.program(home.root()),
                        context.region(),
                        engine,
                        cloud.catalog(),
                        ledger,
                        change,
                        again -> publish(again, context, cloud, state))));
        state.endpoint("AWS API", context.endpoint());
        if (dashboard.isPresent()) {
            dashboard.get().awaitReady();
            state.endpoint("dashboard", dashboard.get().url());
        }
        state.ready();
        var users = options.signIn()
                ? Optional.of(DashboardUsers.create(
                        exports, RequestSigner.of(cloud.access().credentials())))
                : Optional.<String>empty();
        ready(result, state, users);
        if (options.trafficPerSecond().isPresent()) {
            var traffic = TrafficOptions.of(options.trafficPerSecond().get());
            driver = Optional.of(keep(TrafficDriver.start(
                    exports, traffic, RequestSigner.of(cloud.access().credentials()))));
        }
    }

    /** Returns the exit code once it was stopped. */
    int await() throws InterruptedException {
        while (!stopped.await(BETWEEN_LINES.toSeconds(), TimeUnit.SECONDS)) {
            driver.ifPresent(running -> terminal.line(running.summary().line()));
        }
        return exitCode;
    }

    /** Without DynamoDB nothing works any more; without the dashboard everything else does. */
    private void ended(ChildProcess child) {
        synchronized (this) {
            if (closed) {
                return;
            }
        }
        int code = child.exit().join();
        if (child.name().equals(DynamoDbProcess.NAME)) {
            terminal.error("quartet: DynamoDB Local ended by itself (exit code %d), and its tables with it; stopping"
                    .formatted(code));
            exitCode = ExitCode.SOFTWARE;
            close();
        } else if (child.name().equals(Dashboard.NAME)) {
            terminal.error("quartet: the dashboard ended by itself (exit code %d); everything else goes on. Its log: %s"
                    .formatted(code, home.local().resolve("dashboard.log")));
        }
    }

    /** Stops everything because the process is about to end. */
    void interrupted() {
        if (stopped.getCount() > 0) {
            LogFile.hushTerminal();
            terminal.line("");
            terminal.line("Stopping ...");
            close();
            driver.ifPresent(ended -> ended.summary().table().forEach(terminal::line));
            terminal.line("Everything has stopped.");
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            while (!open.isEmpty()) {
                try {
                    open.pop().close();
                } catch (Exception e) { // whatever it is, the rest must be stopped too
                    log.warn("something did not stop cleanly", e);
                }
            }
        }
        stopped.countDown();
    }

    private RunResult run(Engine engine, Program program, Provisioner handlers, RunState state)
            throws InterruptedException {
        var progress = new Progress(terminal, false);
        var result = engine.run(program, change.apply(handlers), new CountingProgress(progress, state));
        if (!result.succeeded()) {
            synchronized (this) {
                if (closed) { // stopped by the user: no failure of the program
                    throw new CommandException(ExitCode.OK, "stopped");
                }
            }
            progress.explainFailure();
            throw new CommandException(
                    ExitCode.PROGRAM_FAILED, "the program failed; everything is being stopped. Nothing is left behind");
        }
        return result;
    }

    private StackExports publish(RunResult result, CloudContext context, LocalCloud cloud, RunState state)
            throws IOException {
        state.resources(result.running(), result.recorded());
        var json = CloudClient.JSON.writeValueAsString(result.outputs());
        var exports = ExportsJson.read(json, StackExports.class).withEndpointUrl(context.endpoint());
        if (exports.operations() != null) {
            cloud.access().dashboard().role(exports.operations().dashboardRoleArn());
        }
        Folders.write(home.graph(), result.graph());
        Folders.writeSecret(home.environment(), cloud.access().file());
        Folders.write(home.exports(), ExportsJson.writePretty(exports) + "\n");
        return exports;
    }

    private void ready(RunResult result, RunState state, Optional<String> users) {
        terminal.line("");
        terminal.line(terminal.bold("Exports") + " (" + home.root().relativize(home.exports()) + ")");
        Outputs.lines(result.outputs()).forEach(line -> terminal.line("  " + line));
        terminal.line("");
        state.endpoints().forEach((name, url) -> terminal.line("  %-12s %s".formatted(name, url)));
        users.ifPresent(how -> terminal.line("  " + how));
        terminal.line("  for the aws command line: source " + home.root().relativize(home.environment()));
        terminal.line("");
        terminal.line("%s in %s: %d resources running, %d recorded. Ctrl-C stops everything."
                .formatted(
                        terminal.green("ready"),
                        Terminal.time(Duration.ofNanos(System.nanoTime() - started)),
                        result.running(),
                        result.recorded()));
    }

    /** Deletes what tells others of a run that is not there (any more). */
    private void forget() throws IOException {
        Files.deleteIfExists(home.environment());
        Files.deleteIfExists(home.exports());
        Files.deleteIfExists(home.graph());
    }

    private synchronized <T extends AutoCloseable> T keep(T part) {
        if (closed) {
            try {
                part.close();
            } catch (Exception e) {
                log.warn("something did not stop cleanly", e);
            }
            throw new CommandException(ExitCode.OK, "stopped");
        }
        open.push(part);
        return part;
    }

    private static void requireFree(int port) {
        if (!Ports.free(port)) {
            throw new CommandException(
                    ExitCode.BUSY, "port %d is taken by another program; choose another with --port".formatted(port));
        }
    }
}
