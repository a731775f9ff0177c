package dev.quartet.local.cli;

import dev.quartet.local.core.Disorder;
import java.util.Map;

/** What end-to-end tests ask for beside the options: rare things of AWS that every consumer must bear. */
final class Chaos {
    private static final String VARIABLE = "QUARTET_CHAOS";
    /** One delivery in a hundred comes twice. */
    private static final double DUPLICATES = 0.01;

    private Chaos() {}

    /** Returns how queues and topics deliver; throws {@link CommandException} for a value that means nothing. */
    static Disorder deliveries(Map<String, String> environment) {
        var value = environment.getOrDefault(VARIABLE, "");
        return switch (value) {
            case "" -> Disorder.NONE;
            case "duplicates" -> Disorder.of(DUPLICATES, System.nanoTime());
            default ->
                throw new CommandException(
                        ExitCode.USAGE, "%s is '%s'; allowed is duplicates".formatted(VARIABLE, value));
        };
    }
}
