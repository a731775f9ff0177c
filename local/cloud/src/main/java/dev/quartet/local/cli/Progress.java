package dev.quartet.local.cli;

import dev.quartet.local.engine.RunListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows how a run goes, a line for each resource. Thread-safe. */
final class Progress implements RunListener {
    private static final Logger log = LoggerFactory.getLogger(Progress.class);

    private final Terminal terminal;
    private final boolean quiet;
    private final List<String> printed = new ArrayList<>();
    private int refused;
    private int errors;

    /** Creates it; a quiet one shows warnings and errors only and keeps the rest. */
    Progress(Terminal terminal, boolean quiet) {
        this.terminal = terminal;
        this.quiet = quiet;
    }

    @Override
    public void creating(String type, String name) {
        // most are there at once: the line that says so is enough
    }

    @Override
    public synchronized void created(String type, String name, boolean running, Duration took) {
        if (!quiet) {
            var state = running ? terminal.green("running") : terminal.dim("recorded");
            terminal.line(" + %s %s (%s) %s".formatted(type, terminal.bold(name), state, Terminal.time(took)));
        }
    }

    @Override
    public synchronized void failed(String type, String name, String message) {
        refused++;
        terminal.error(terminal.red("error: ") + (message.contains(name) ? "" : type + " (" + name + "): ") + message);
    }

    @Override
    public synchronized void message(Severity severity, String resource, String message) {
        var text = (resource.isEmpty() ? "" : resource + ": ") + message.strip();
        switch (severity) {
            case DEBUG -> {}
            case INFO -> {
                if (quiet) {
                    printed.add(text);
                } else {
                    terminal.line("   " + text);
                }
            }
            case WARNING -> terminal.error(terminal.yellow("warning: ") + text);
            case ERROR -> {
                // What the program says after a refusal is the same once more, as a stack trace.
                errors++;
                if (refused == 0) {
                    terminal.error(terminal.red("error: ") + text);
                }
            }
        }
    }

    @Override
    public synchronized void printed(String line) {
        log.info("program: {}", line);
        printed.add(line);
    }

    /** Shows what the program printed, when nothing else has said why it failed. */
    synchronized void explainFailure() {
        if (refused + errors == 0) {
            printed.forEach(terminal::error);
        }
    }

    /** Returns what the program printed and, when quiet, logged. */
    synchronized List<String> printed() {
        return List.copyOf(printed);
    }
}
