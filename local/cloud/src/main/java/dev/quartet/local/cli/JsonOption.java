package dev.quartet.local.cli;

import picocli.CommandLine.Option;

/** The option of every command whose answer a machine may read. */
final class JsonOption {
    @Option(names = "--json", description = "Answers in JSON.")
    private boolean wanted;

    /** Returns if a machine reads the answer. */
    boolean wanted() {
        return wanted;
    }
}
