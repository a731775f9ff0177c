package dev.quartet.local.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that asks a running cloud. */
final class CloudOptions {
    @Option(names = "--cloud-port", description = "Where the local cloud listens (default: where this clone's does).")
    private int cloudPort;

    @Mixin
    private JsonOption json = new JsonOption();

    /** Returns a client of the cloud that is meant. */
    CloudClient client(Home home) {
        return CloudClient.of(home, cloudPort);
    }

    /** Returns if a machine reads the answer. */
    boolean json() {
        return json.wanted();
    }
}
