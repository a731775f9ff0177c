package dev.quartet.local.cli;

import dev.quartet.local.engine.RunListener;
import java.time.Duration;

/** Hands everything on and counts what is there, for {@code status}. Thread-safe. */
final class CountingProgress implements RunListener {
    private final RunListener next;
    private final RunState state;

    CountingProgress(RunListener next, RunState state) {
        this.next = next;
        this.state = state;
    }

    @Override
    public void creating(String type, String name) {
        next.creating(type, name);
    }

    @Override
    public void created(String type, String name, boolean running, Duration took) {
        state.provisioned(running);
        next.created(type, name, running, took);
    }

    @Override
    public void failed(String type, String name, String message) {
        next.failed(type, name, message);
    }

    @Override
    public void message(Severity severity, String resource, String message) {
        next.message(severity, resource, message);
    }

    @Override
    public void printed(String line) {
        next.printed(line);
    }
}
