package dev.quartet.local.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts children and remembers them on disk, so that the next start can end what a killed one left behind. A pid counts
 * only together with its start time, as pids are used again. Thread-safe.
 */
public final class ChildProcesses implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ChildProcesses.class);

    private final Path register;
    private final Map<Long, ChildProcess> children = new ConcurrentHashMap<>();
    private volatile Consumer<ChildProcess> watcher = child -> {};
    private boolean closed;

    private ChildProcesses(Path register) {
        this.register = register;
    }

    /** Ends what an earlier run left behind according to {@code register}, and starts anew. */
    public static ChildProcesses open(Path register) throws IOException {
        if (Files.exists(register)) {
            for (var line : Files.readAllLines(register)) {
                endLeftover(line.split(" ", 3));
            }
        }
        Files.createDirectories(register.toAbsolutePath().getParent());
        Files.deleteIfExists(register);
        return new ChildProcesses(register);
    }

    /** Starts a child; standard output and error arrive together, a line at a time, on a virtual thread. */
    public ChildProcess start(ProcessSpec spec, Consumer<String> output) throws IOException {
        var builder = new ProcessBuilder(spec.command())
                .directory(spec.directory().toFile())
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(spec.environment());
        ChildProcess child;
        Process process;
        synchronized (this) {
            if (closed) {
                throw new IOException("cannot start " + spec.name() + ": the local cloud is stopping");
            }
            process = builder.start();
            child = new ChildProcess(spec.name(), process);
            children.put(child.pid(), child);
            save();
        }
        // A read from a silent child's pipe holds its thread in the system: a virtual one would hold its carrier with
        // it, and as many children as there are carriers would stop everything.
        Thread.ofPlatform().name("output-" + spec.name()).daemon().start(() -> pump(process, output));
        var unused = process.onExit().thenRun(() -> forget(child));
        return child;
    }

    /** Tells {@code observer} of each child that has ended, whoever ended it. */
    public void watch(Consumer<ChildProcess> observer) {
        watcher = observer;
    }

    /** Returns the children that run, by process id. */
    public List<ChildProcess> running() {
        return children.values().stream()
                .sorted(Comparator.comparingLong(ChildProcess::pid))
                .toList();
    }

    /** Ends all children: asks each, then kills. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        var stoppers = children.values().stream()
                .map(child -> Thread.ofVirtual().start(() -> child.stop(Duration.ofSeconds(3))))
                .toList();
        for (var stopper : stoppers) {
            try {
                stopper.join();
            } catch (InterruptedException e) {
                children.values().forEach(ChildProcess::kill);
                Thread.currentThread().interrupt();
                return;
            }
        }
        try {
            Files.deleteIfExists(register);
        } catch (IOException e) {
            log.warn("cannot delete {}", register, e);
        }
    }

    private void forget(ChildProcess child) {
        synchronized (this) {
            children.remove(child.pid());
            if (!closed) {
                save();
            }
        }
        watcher.accept(child);
    }

    private void save() {
        var lines = children.values().stream()
                .map(child -> "%d %d %s".formatted(child.pid(), startMillis(child.pid()), child.name()))
                .collect(Collectors.joining("\n", "", "\n"));
        try {
            var next = register.resolveSibling(register.getFileName() + ".new");
            Files.writeString(next, lines);
            Files.move(next, register, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + register, e);
        }
    }

    private static long startMillis(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(handle -> handle.info().startInstant())
                .map(java.time.Instant::toEpochMilli)
                .orElse(0L);
    }

    private static void endLeftover(String[] fields) {
        if (fields.length < 3 || !fields[0].matches("\\d{1,18}") || !fields[1].matches("\\d{1,18}")) {
            return; // half a line, written when the machine went down
        }
        long pid = Long.parseLong(fields[0]);
        long started = Long.parseLong(fields[1]);
        ProcessHandle.of(pid)
                .filter(handle -> started != 0 && startMillis(pid) == started)
                .ifPresent(handle -> {
                    log.info("ending {} (process {}), left behind by an earlier run", fields[2], pid);
                    handle.descendants().forEach(ProcessHandle::destroyForcibly);
                    handle.destroyForcibly();
                    handle.onExit().join();
                });
    }

    private static void pump(Process process, Consumer<String> output) {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                output.accept(line);
            }
        } catch (IOException e) {
            log.debug("output of process {} ended", process.pid(), e);
        }
    }
}
