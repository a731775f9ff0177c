package dev.quartet.local.process;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A running child. Thread-safe. */
public final class ChildProcess implements AutoCloseable {
    private final String name;
    private final Process process;

    ChildProcess(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /** Returns its name. */
    public String name() {
        return name;
    }

    /** Returns its process id. */
    public long pid() {
        return process.pid();
    }

    /** Returns if it runs. */
    public boolean alive() {
        return process.isAlive();
    }

    /** Completes with the exit code (128 + signal when killed) once it has ended. */
    public CompletableFuture<Integer> exit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** Kills it at once, as a time-out or a crash would. */
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Asks it to end, and kills it when it has not after {@code patience}. */
    public void stop(Duration patience) {
        process.destroy();
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
                process.waitFor();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop(Duration.ofSeconds(2));
    }
}
