package dev.quartet.local.cli;

import dev.quartet.local.core.CloudContext;
import dev.quartet.local.http.LoopbackServer;
import dev.quartet.local.process.ChildProcess;
import dev.quartet.local.process.ChildProcesses;
import dev.quartet.local.process.ProcessSpec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The dashboard as a child process. Thread-safe. */
final class Dashboard implements AutoCloseable {
    /** The process's name among the children. */
    static final String NAME = "dashboard";

    private static final Logger log = LoggerFactory.getLogger(Dashboard.class);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int POLL_MILLIS = 100;

    private final ChildProcess child;
    private final String url;
    private final Path output;

    private Dashboard(ChildProcess child, String url, Path output) {
        this.child = child;
        this.url = url;
        this.output = output;
    }

    /** Starts it; what it prints goes to {@code dashboard.log}. */
    static Dashboard start(
            Home home, ChildProcesses children, LocalCloud cloud, CloudContext context, UpOptions options)
            throws IOException {
        int port = options.dashboardPort().orElseThrow();
        if (!Files.isRegularFile(home.dashboardJar())) {
            throw new CommandException(
                    ExitCode.UNAVAILABLE,
                    "the dashboard is not built: no %s; build with ./quartet package, or use --no-dashboard"
                            .formatted(home.dashboardJar()));
        }
        var environment = new TreeMap<>(cloud.access().dashboardEnvironment());
        for (var name : List.of("PATH", "HOME", "LANG")) {
            var value = System.getenv(name);
            if (value != null) {
                environment.put(name, value);
            }
        }
        var command = new ArrayList<String>();
        command.add(ProcessSpec.java());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss512k", "-Xmx384m"));
        command.add("-Djava.io.tmpdir="
                + Files.createDirectories(context.workDirectory().resolve("dashboard")));
        var jar = Artifacts.copy(home.dashboardJar(), context.workDirectory());
        command.addAll(List.of("-jar", jar.toString()));
        command.add("--server.address=" + LoopbackServer.ADDRESS);
        command.add("--server.port=" + port);
        command.add("--quartet.exports.file=" + home.exports());
        if (options.signIn()) {
            command.add("--quartet.access.oidc.enabled=true");
        }
        var output = home.local().resolve("dashboard.log");
        var writer = Files.newBufferedWriter(
                output, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        var spec = new ProcessSpec(NAME, command, environment, home.root());
        var child = children.start(spec, line -> {
            try {
                writer.write(line);
                writer.newLine();
                writer.flush();
            } catch (IOException e) {
                log.warn("dashboard: {}", line);
            }
        });
        return new Dashboard(child, "http://localhost:" + port, output);
    }

    String url() {
        return url;
    }

    /** Returns when it answers; throws {@link CommandException} when it ends or takes too long. */
    void awaitReady() throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + "/api/health"))
                .timeout(Duration.ofSeconds(10))
                .build();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (var http = HttpClient.newHttpClient()) {
            while (System.nanoTime() < deadline && child.alive()) {
                try {
                    if (http.send(request, BodyHandlers.discarding()).statusCode() < 500) {
                        return;
                    }
                } catch (IOException e) {
                    log.debug("the dashboard does not listen yet", e);
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        }
        throw new CommandException(
                ExitCode.UNAVAILABLE,
                child.alive()
                        ? "the dashboard did not answer within %d s; see %s".formatted(PATIENCE.toSeconds(), output)
                        : "the dashboard ended; see " + output);
    }

    @Override
    public void close() {
        child.close();
    }
}
