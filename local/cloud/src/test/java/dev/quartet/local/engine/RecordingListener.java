package dev.quartet.local.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it is told. */
public final class RecordingListener implements RunListener {
    public final List<String> created = new CopyOnWriteArrayList<>();
    public final List<String> failed = new CopyOnWriteArrayList<>();
    public final List<String> messages = new CopyOnWriteArrayList<>();
    public final List<String> printed = new CopyOnWriteArrayList<>();

    @Override
    public void creating(String type, String name) {}

    @Override
    public void created(String type, String name, boolean running, Duration took) {
        created.add(type + " " + name + (running ? " running" : " recorded"));
    }

    @Override
    public void failed(String type, String name, String message) {
        failed.add(message);
    }

    @Override
    public void message(Severity severity, String resource, String message) {
        messages.add(severity + " " + message);
    }

    @Override
    public void printed(String line) {
        printed.add(line);
    }
}
