package dev.quartet.local.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Breaks parts of the running local cloud on demand, as AWS's own parts break now and then. */
@Command(
        name = "chaos",
        description = "Breaks parts of the running local cloud on demand, to see what the program makes of it;"
                + " without a part: shows what is broken.")
final class ChaosCommand implements Callable<Integer> {
    private final Home home;
    private final Terminal terminal;

    @Mixin
    private CloudOptions cloud = new CloudOptions();

    ChaosCommand(Home home, Terminal terminal) {
        this.home = home;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        return show(cloud, cloud.client(home));
    }

    @Command(
            name = "function",
            mixinStandardHelpOptions = true,
            description = "Lets a share of a function's invocations fail; without rates none fails any more.")
    int function(
            @Mixin CloudOptions options,
            @Mixin FunctionParameter function,
            @Option(
                            names = "--fail-rate",
                            paramLabel = "RATE",
                            description = "Share whose work is done but whose answer becomes an error: 0 to 1.")
                    double failRate,
            @Option(
                            names = "--kill-rate",
                            paramLabel = "RATE",
                            description = "Share whose process is killed in the middle: 0 to 1.")
                    double killRate,
            @Option(names = "--seed", description = "Of the dice, for a run that can be repeated.") @Nullable Long seed)
            throws InterruptedException {
        var input = CloudClient.JSON
                .createObjectNode()
                .put("function", function.name())
                .put("failRate", failRate)
                .put("killRate", killRate);
        if (seed != null) {
            input.put("seed", seed);
        }
        var client = options.client(home);
        client.manage(Damage.FUNCTIONS, input);
        return show(options, client);
    }

    @Command(
            name = "ses",
            mixinStandardHelpOptions = true,
            description = "Lets SES refuse mail; without an option it takes all again.")
    int ses(
            @Mixin CloudOptions options,
            @Option(names = "--down", description = "Every request to send fails.") boolean down,
            @Option(names = "--fail-next", paramLabel = "N", description = "So many requests to send fail.")
                    int failNext)
            throws InterruptedException {
        var client = options.client(home);
        var input = CloudClient.JSON.createObjectNode().put("down", down).put("failNext", failNext);
        client.manage(Damage.SES, input);
        return show(options, client);
    }

    @Command(
            name = "consumer",
            mixinStandardHelpOptions = true,
            description =
                    "Stops what feeds a function from queues and streams, as a disabled event source mapping does;"
                            + " without --stop it goes on.")
    int consumer(
            @Mixin CloudOptions options,
            @Mixin FunctionParameter function,
            @Option(names = "--stop", description = "Nothing is read for it any more.") boolean stop)
            throws InterruptedException {
        var client = options.client(home);
        client.manage(
                Damage.CONSUMERS,
                CloudClient.JSON
                        .createObjectNode()
                        .put("consumer", function.name())
                        .put("stopped", stop));
        return show(options, client);
    }

    @Command(
            name = "origin",
            mixinStandardHelpOptions = true,
            description = "Kills the servers of all instances, and lets none start, as a broken release does;"
                    + " without --down they start again.")
    int origin(
            @Mixin CloudOptions options,
            @Option(names = "--down", description = "No instance has a server any more.") boolean down)
            throws InterruptedException {
        var client = options.client(home);
        client.manage(Damage.INSTANCES, CloudClient.JSON.createObjectNode().put("down", down));
        return show(options, client);
    }

    @Command(
            name = "instance",
            mixinStandardHelpOptions = true,
            description = "Kills the process of an instance as a crash would; its Auto Scaling group starts another.")
    int instance(
            @Mixin CloudOptions options,
            @Parameters(
                            paramLabel = "INSTANCE",
                            arity = "0..1",
                            defaultValue = "any",
                            description = "Its id, i-…; the oldest one that runs when it is left out.")
                    String id)
            throws InterruptedException {
        var client = options.client(home);
        var answer = client.manage(
                Damage.INSTANCES, CloudClient.JSON.createObjectNode().put("kill", id));
        if (options.json()) {
            terminal.line(answer.toString());
        } else {
            terminal.line("killed     %s".formatted(answer.path("killed").asString()));
        }
        return ExitCode.OK;
    }

    @Command(name = "off", mixinStandardHelpOptions = true, description = "Ends all of it.")
    int off(@Mixin CloudOptions options) throws InterruptedException {
        var client = options.client(home);
        Damage.read(client).mend(client);
        return show(options, client);
    }

    private int show(CloudOptions options, CloudClient client) throws InterruptedException {
        var damage = Damage.read(client);
        if (options.json()) {
            terminal.line(damage.json().toString());
        } else {
            damage.lines().forEach(terminal::line);
        }
        return ExitCode.OK;
    }
}
