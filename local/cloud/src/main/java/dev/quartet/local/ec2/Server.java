package dev.quartet.local.ec2;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.FileSystems;
import dev.quartet.local.process.ChildProcesses;
import dev.quartet.local.process.ProcessSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An instance's server while it starts and runs: reads what it prints. Thread-safe. */
final class Server {
    private static final Logger log = LoggerFactory.getLogger(Server.class);
    /** The update server's line when it listens. */
    private static final Pattern SERVING = Pattern.compile("serving .* on [^ ]*:(\\d{1,5})\\b");

    private static final Duration START = Duration.ofSeconds(60);

    private final CloudContext context;
    private final Ec2Instance instance;
    private final Boot.Ready ready;
    private final FileSystems fileSystems;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final CompletableFuture<InstanceMeter> meter = new CompletableFuture<>();

    Server(CloudContext context, Ec2Instance instance, Boot.Ready ready, FileSystems fileSystems) {
        this.context = requireNonNull(context, "context is null");
        this.instance = requireNonNull(instance, "instance is null");
        this.ready = requireNonNull(ready, "ready is null");
        this.fileSystems = requireNonNull(fileSystems, "fileSystems is null");
    }

    Boot.Ready ready() {
        return ready;
    }

    /** Starts its process. Returns false when the instance is to end: then it was stopped again. */
    boolean start(ChildProcesses processes, Path disk) throws IOException {
        var child =
                processes.start(new ProcessSpec(instance.id(), command(disk), ready.environment(), disk), this::line);
        var unused = child.exit()
                .thenAccept(code -> port.completeExceptionally(
                        new IOException("the server ended with exit code %d before it listened".formatted(code))));
        if (instance.started(child)) {
            return true;
        }
        child.close();
        return false;
    }

    /** Its process is measured from now on. */
    void measured(InstanceMeter by) {
        meter.complete(by);
    }

    /** Returns the port on which it listens; throws {@link BootException} when it does not. */
    int port() throws BootException, InterruptedException {
        try {
            return port.get(START.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new BootException(
                    e.getCause() == null
                            ? "the server ended"
                            : String.valueOf(e.getCause().getMessage()),
                    e);
        } catch (TimeoutException e) {
            throw new BootException(
                    "the server does not say within %d s that it listens".formatted(START.toSeconds()), e);
        }
    }

    /** Whatever happens to a line, the next one must be read, or the server would be held up. */
    private void line(String line) {
        try {
            read(line);
        } catch (RuntimeException e) {
            log.warn("a line of instance {} is lost: {}", instance.id(), e.getMessage());
        }
    }

    private void read(String line) {
        var access = AccessLine.read(line);
        if (access.isPresent()) {
            count(access.get());
        } else {
            instance.console().line(context.clock().instant(), line);
            if (!port.isDone()) {
                var serving = SERVING.matcher(line);
                if (serving.find()) {
                    port.complete(Integer.valueOf(serving.group(1)));
                }
            }
        }
        ready.log().line(line);
    }

    private void count(AccessLine line) {
        var measuring = meter.getNow(null);
        if (measuring != null) {
            measuring.sent(line.bytes());
        }
        if (line.fileBytes() > 0) {
            ready.fileSystem().ifPresent(id -> fileSystems.read(id, line.fileBytes()));
        }
    }

    /** The heap is what the JVM takes by itself on an instance of this type, the collector too. */
    private List<String> command(Path disk) {
        var type = InstanceTypes.find(instance.version().instanceType()).orElseThrow();
        var command = new ArrayList<String>();
        command.add(ProcessSpec.java());
        command.addAll(List.of(
                "-Xmx" + type.heapMb() + "m",
                "-XX:+UseSerialGC",
                "-XX:ActiveProcessorCount=" + type.processors(),
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + disk,
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8"));
        command.addAll(Arrays.stream(
                        ready.environment().getOrDefault("JAVA_OPTIONS", "").split(" "))
                .filter(option -> !option.isEmpty())
                .toList());
        command.addAll(List.of("-jar", ready.archive().toString()));
        return command;
    }
}
