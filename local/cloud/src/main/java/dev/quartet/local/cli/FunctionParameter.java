package dev.quartet.local.cli;

import picocli.CommandLine.Parameters;

/** The function that a command is about. */
final class FunctionParameter {
    @Parameters(paramLabel = "FUNCTION", description = "Its name, or a part of it that only it has.")
    private String name = "";

    /** Returns its name, or the part of it that was given. */
    String name() {
        return name;
    }
}
