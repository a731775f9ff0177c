package dev.quartet.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code ./quartet up} as a process of its own, on free ports, with a state folder of its own. */
final class RunningQuartet implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Process process;
    private final Path state;
    private final int cloudPort;
    private final int dashboardPort;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();

    private RunningQuartet(Process process, Path state, int cloudPort, int dashboardPort) {
        this.process = process;
        this.state = state;
        this.cloudPort = cloudPort;
        this.dashboardPort = dashboardPort;
        // A read from a silent process holds its carrier: with as many of them as cores no virtual thread would go on.
        Thread.ofPlatform().daemon().name("output-of-up").start(this::read);
    }

    /** Starts it in {@code state} and returns once it says ready; fails with its output when it ends before. */
    static RunningQuartet start(Path state, String... more) throws Exception {
        var quartet = launch(state, more);
        try {
            if (!quartet.ready.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("up ended before it was ready:\n" + quartet.text());
            }
            return quartet;
        } catch (Exception e) {
            quartet.close();
            throw e instanceof TimeoutException
                    ? new IllegalStateException("up was not ready within " + PATIENCE + ":\n" + quartet.text(), e)
                    : e;
        }
    }

    /** Starts it and returns at once. */
    static RunningQuartet launch(Path state, String... more) throws IOException {
        var root = StackAccess.clonesRoot();
        int cloudPort = StackAccess.freePort();
        int dashboardPort = StackAccess.freePort();
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // none of them lives long enough for more
                "-Djava.util.concurrent.ForkJoinPool.common.parallelism=4",
                "-Dquartet.home=" + root,
                "-Dquartet.state=" + state,
                "-jar",
                root.resolve("local/cloud/target/quartet-local.jar").toString(),
                "up",
                "--port",
                String.valueOf(dashboardPort)));
        if (!List.of(more).contains("--cloud-port")) {
            command.addAll(List.of("--cloud-port", String.valueOf(cloudPort)));
        }
        command.addAll(List.of(more));
        var process = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectErrorStream(true)
                .start();
        return new RunningQuartet(process, state, cloudPort, dashboardPort);
    }

    /** Returns what it tells clients. */
    StackAccess access() {
        return new StackAccess(state);
    }

    Path state() {
        return state;
    }

    Process process() {
        return process;
    }

    String dashboardUrl() {
        return "http://127.0.0.1:" + dashboardPort;
    }

    List<Integer> ports() {
        return List.of(cloudPort, dashboardPort);
    }

    String text() {
        return String.join("\n", output);
    }

    /** Sends what Ctrl-C sends and returns the exit code. */
    int interrupt() throws InterruptedException, IOException {
        new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                .start()
                .waitFor();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("up did not end on SIGINT:\n" + text());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                output.add(line);
                if (line.startsWith("ready in ")) {
                    ready.complete(true);
                }
            }
        } catch (IOException e) {
            output.add("(output broke off: " + e.getMessage() + ")");
        }
        ready.complete(false);
    }
}
