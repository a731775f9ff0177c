package dev.quartet.local.cli;

import dev.quartet.local.http.LoopbackServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says whether this computer has what `up` needs, and what the local cloud does not do. */
@Command(name = "doctor", description = "Checks what `up` needs, and says what the local cloud does not do.")
final class DoctorCommand implements Callable<Integer> {
    private static final int LEAST_JAVA = 21;
    private static final long LEAST_MEMORY = 3L << 30;
    private static final List<String> ARTIFACTS = List.of(
            "Pulumi.yaml",
            "infra/target/infra.jar",
            "infra/target/lib",
            "functions/todo/target/todo.zip",
            "functions/blog/target/blog.zip",
            "functions/services/target/services.zip",
            "dashboard/target/dashboard.jar");
    private static final List<String> NOT_EMULATED = List.of(
            "IAM changes take effect at once; on AWS they take seconds to spread",
            "hot partitions and exact throttling of DynamoDB",
            "many edge locations: there is one edge, with one cache",
            "DNS, and the loss of a zone",
            "resources shown as recorded: they are remembered, not run, and prove nothing");

    private final Home home;
    private final Terminal terminal;

    @Option(names = "--port", description = "The dashboard's port to check (default: ${DEFAULT-VALUE}).")
    private int dashboardPort = UpOptions.DASHBOARD_PORT;

    @Option(names = "--cloud-port", description = "The AWS API's port to check (default: ${DEFAULT-VALUE}).")
    private int cloudPort = UpOptions.CLOUD_PORT;

    @Mixin
    private JsonOption json = new JsonOption();

    DoctorCommand(Home home, Terminal terminal) {
        this.home = home;
        this.terminal = terminal;
    }

    /** One thing that was looked at. */
    private record Check(String what, boolean good, String found) {}

    @Override
    public Integer call() {
        var checks = checks();
        if (json.wanted()) {
            var answer = new LinkedHashMap<String, Object>();
            answer.put("checks", checks);
            answer.put("notEmulated", NOT_EMULATED);
            terminal.line(CloudClient.JSON.writeValueAsString(answer));
        } else {
            for (var check : checks) {
                var mark = check.good() ? terminal.green("ok  ") : terminal.red("bad ");
                terminal.line(mark + " " + check.what() + ": " + check.found());
            }
            terminal.line("");
            terminal.line("Not emulated:");
            NOT_EMULATED.forEach(line -> terminal.line("  - " + line));
        }
        return checks.stream().allMatch(Check::good) ? ExitCode.OK : ExitCode.UNAVAILABLE;
    }

    private List<Check> checks() {
        var checks = new ArrayList<Check>();
        int feature = Runtime.version().feature();
        checks.add(
                new Check("Java", feature >= LEAST_JAVA, Runtime.version() + " in " + System.getProperty("java.home")));
        checks.add(new Check("Maven", onPath("mvn"), onPath("mvn") ? "on the PATH" : "not on the PATH"));
        checks.add(new Check("cores", true, String.valueOf(Runtime.getRuntime().availableProcessors())));
        checks.add(memory());
        for (var artifact : ARTIFACTS) {
            boolean there = Files.exists(home.root().resolve(artifact));
            checks.add(new Check(artifact, there, there ? "there" : "missing; build with ./quartet package"));
        }
        checks.add(port("AWS API", cloudPort));
        checks.add(port("dashboard", dashboardPort));
        return checks;
    }

    private static Check memory() {
        long bytes = java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : LEAST_MEMORY;
        return new Check(
                "memory", bytes >= LEAST_MEMORY, (bytes >> 20) + " MiB, " + (LEAST_MEMORY >> 20) + " are enough");
    }

    private Check port(String what, int port) {
        var name = what + " port " + port;
        if (Ports.free(port)) {
            return new Check(name, true, "free on " + LoopbackServer.ADDRESS);
        }
        boolean ours = RunLock.holder(home)
                .filter(holder -> ProcessHandle.of(holder.pid()).isPresent())
                .isPresent();
        return new Check(name, ours, ours ? "taken by this clone's local cloud" : "taken by another program");
    }

    private static boolean onPath(String program) {
        Map<String, String> environment = System.getenv();
        for (var folder : environment.getOrDefault("PATH", "").split(java.io.File.pathSeparator)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }
}
