package dev.quartet.local.engine;

import java.time.Duration;

/** Is told how a run goes. Called from several threads at once. */
public interface RunListener {
    /** How much a message of the program weighs. */
    enum Severity {
        DEBUG,
        INFO,
        WARNING,
        ERROR
    }

    /** A custom resource is being provisioned. */
    void creating(String type, String name);

    /** A custom resource is there. */
    void created(String type, String name, boolean running, Duration took);

    /** A resource was refused. */
    void failed(String type, String name, String message);

    /** The program said something by Pulumi's log; {@code resource} is empty when it is about none. */
    void message(Severity severity, String resource, String message);

    /** The program printed a line. */
    void printed(String line);
}
