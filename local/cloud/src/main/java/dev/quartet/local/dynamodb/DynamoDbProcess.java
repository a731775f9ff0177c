package dev.quartet.local.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.process.ChildProcess;
import dev.quartet.local.process.ChildProcesses;
import dev.quartet.local.process.ProcessSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * DynamoDB Local, unmodified, as a process of its own on a loopback port: it may be run but not incorporated, so nothing of it
 * is on this process's class path. Starts in the background. Thread-safe.
 */
public final class DynamoDbProcess implements AutoCloseable {
    /** The process's name among the children. */
    public static final String NAME = "dynamodb";

    private static final Logger log = LoggerFactory.getLogger(DynamoDbProcess.class);
    private static final String READY = "ready ";
    private static final int START_SECONDS = 60;
    private static final int TAIL = 20;

    /**
     * Where its parts are.
     *
     * @param jars folder with DynamoDB Local's jars, from the user's Maven repository
     * @param launcher jar or folder with {@code dev.quartet.local.runtime.DynamoDbMain}
     */
    public record Installation(Path jars, Path launcher) {
        public Installation {
            requireNonNull(jars, "jars is null");
            requireNonNull(launcher, "launcher is null");
        }
    }

    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final Deque<String> tail = new ArrayDeque<>();
    private final ChildProcess child;

    /**
     * Starts it and returns before it listens.
     *
     * @param work for its unpacked native library
     * @param data where tables are kept; in memory when empty
     */
    public static DynamoDbProcess start(
            ChildProcesses children, Installation installation, Path work, Optional<Path> data) throws IOException {
        return new DynamoDbProcess(children, installation, work, data);
    }

    private DynamoDbProcess(ChildProcesses children, Installation installation, Path work, Optional<Path> data)
            throws IOException {
        for (var part : List.of(installation.jars(), installation.launcher())) {
            if (!Files.exists(part)) {
                throw new IOException("DynamoDB Local cannot start: %s is missing; build with ./quartet package"
                        .formatted(part.toAbsolutePath().normalize()));
            }
        }
        Files.createDirectories(work);
        var command = new ArrayList<>(List.of(
                ProcessSpec.java(),
                // Small: one developer's tables, not a benchmark's.
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-Djava.io.tmpdir=" + work,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                installation.launcher().toAbsolutePath() + java.io.File.pathSeparator
                        + installation.jars().toAbsolutePath() + "/*",
                "dev.quartet.local.runtime.DynamoDbMain",
                "-port",
                "0",
                "-disableTelemetry"));
        // Not -sharedDb: tables of one region are not those of another.
        if (data.isPresent()) {
            command.addAll(List.of(
                    "-dbPath",
                    Files.createDirectories(data.get()).toAbsolutePath().toString()));
        } else {
            command.add("-inMemory");
        }
        child = children.start(new ProcessSpec(NAME, command, Map.of(), work), this::line);
        var unused = child.exit()
                .thenAccept(code -> port.completeExceptionally(
                        new IOException("DynamoDB Local ended with exit code %d: %s".formatted(code, last()))));
    }

    /** Returns the port once it listens; throws {@link IOException} when it does not come up. */
    int port() throws IOException {
        try {
            return port.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException("DynamoDB Local does not run: " + e.getMessage(), e);
        } catch (TimeoutException e) {
            throw new IOException("DynamoDB Local does not listen after %d s: %s".formatted(START_SECONDS, last()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while DynamoDB Local starts", e);
        }
    }

    /** Returns its process id, for the memory it takes. */
    public long pid() {
        return child.pid();
    }

    /** Returns if it runs. */
    public boolean alive() {
        return child.alive();
    }

    @Override
    public void close() {
        child.close();
    }

    private void line(String line) {
        if (line.startsWith(READY)) {
            port.complete(Integer.parseInt(line.substring(READY.length()).strip()));
            return;
        }
        log.debug("dynamodb: {}", line);
        synchronized (tail) {
            tail.addLast(line);
            if (tail.size() > TAIL) {
                tail.removeFirst();
            }
        }
    }

    private String last() {
        synchronized (tail) {
            return String.join(" | ", tail);
        }
    }
}
