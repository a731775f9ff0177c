package dev.quartet.local.cli;

import dev.quartet.local.engine.ProgramException;
import dev.quartet.local.traffic.TrafficCommand;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The command line. */
public final class Main {
    private Main() {}

    /** Runs the command that {@code arguments} name and exits with its code. */
    public static void main(String[] arguments) {
        // Runtime.exit waits for the shutdown hooks: whatever `up` started has ended then.
        System.exit(run(Home.detect(), Terminal.system(), arguments));
    }

    static int run(Home home, Terminal terminal, String... arguments) {
        return commands(home, terminal).execute(arguments);
    }

    private static CommandLine commands(Home home, Terminal terminal) {
        var commands = new CommandLine(new QuartetCommand())
                .addSubcommand(new UpCommand(home, terminal))
                .addSubcommand(new DeployCommand(home, terminal))
                .addSubcommand(new PreviewCommand(home, terminal))
                .addSubcommand(new TrafficCommand(
                        home.exports(), () -> Environment.signer(home.environment()), terminal::line, terminal::error))
                .addSubcommand(new StatusCommand(home, terminal))
                .addSubcommand(new LogsCommand(home, terminal))
                .addSubcommand(new MailCommand(home, terminal))
                .addSubcommand(new RedriveCommand(home, terminal))
                .addSubcommand(new ChaosCommand(home, terminal))
                .addSubcommand(new DoctorCommand(home, terminal));
        for (var command : commands.getSubcommands().values()) {
            command.getCommandSpec()
                    .usageMessage()
                    .footerHeading("%nExit codes:%n")
                    .footer("  " + ExitCode.HELP);
        }
        commands.getCommandSpec().mixinStandardHelpOptions(true);
        commands.getSubcommands().values().forEach(command -> command.getCommandSpec()
                .mixinStandardHelpOptions(true));
        return commands.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setExecutionStrategy(parsed -> {
                    if (!parsed.hasSubcommand() && !parsed.isUsageHelpRequested() && !parsed.isVersionHelpRequested()) {
                        commands.usage(System.out);
                        return ExitCode.USAGE;
                    }
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setParameterExceptionHandler((exception, ignored) -> {
                    terminal.error("quartet: " + exception.getMessage());
                    terminal.error("Try: "
                            + exception.getCommandLine().getCommandSpec().qualifiedName() + " --help");
                    return ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((exception, ignored, parsed) -> explain(terminal, exception));
    }

    private static int explain(Terminal terminal, Exception exception) {
        if (exception instanceof CommandException refused) {
            terminal.error("quartet: " + refused.getMessage());
            return refused.exitCode();
        }
        if (exception instanceof ProgramException refused) {
            terminal.error("quartet: " + refused.getMessage());
            return ExitCode.PROGRAM_FAILED;
        }
        LoggerFactory.getLogger(Main.class).error("unexpected", exception);
        terminal.error("quartet: an error of Quartet itself: " + exception);
        return ExitCode.SOFTWARE;
    }
}
