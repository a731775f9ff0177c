package dev.quartet.local.cli;

import picocli.CommandLine.Command;

/** The command without a subcommand: it says what there is. */
@Command(
        name = "quartet",
        description = "Four AWS serverless architectures in one Pulumi program, run on this computer.",
        footerHeading = "%nBy the launcher:%n",
        footer = {
            "  package  Builds everything (then: pulumi up)",
            "  test     Builds everything and runs all tests",
            "",
            "`quartet COMMAND --help` tells more."
        })
final class QuartetCommand {}
