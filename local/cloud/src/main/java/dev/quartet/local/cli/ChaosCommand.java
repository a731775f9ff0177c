package dev.quartet.local.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Breaks parts of the running local cloud on demand, as AWS's own parts break now and then. */
@Command(
        name = "chaos",
        description = "Breaks parts of the running local cloud on demand, to see what the program makes of it;"
                + " without a part: shows what is broken.")
final class ChaosCommand implements Callable<Integer> {
    private static final String FUNCTIONS = "lambda";
    private static final String SES = "ses";
    private static final String INSTANCES = "ec2";

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
        var client = cloud.client(home);
        return show(cloud, client.management(FUNCTIONS), client.management(SES));
    }

    @Command(
            name = "function",
            mixinStandardHelpOptions = true,
            description = "Lets a share of a function's invocations fail; without rates none fails any more.")
    int function(
            @Mixin CloudOptions options,
            @Parameters(paramLabel = "FUNCTION", description = "Its name, or a part of it that only it has.")
                    String name,
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
                .put("function", name)
                .put("failRate", failRate)
                .put("killRate", killRate);
        if (seed != null) {
            input.put("seed", seed);
        }
        var client = options.client(home);
        return show(options, client.manage(FUNCTIONS, input), client.management(SES));
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
        return show(options, client.management(FUNCTIONS), client.manage(SES, input));
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
        var answer =
                client.manage(INSTANCES, CloudClient.JSON.createObjectNode().put("kill", id));
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
        for (var harmed : client.management(FUNCTIONS).path("functions").values()) {
            client.manage(
                    FUNCTIONS,
                    CloudClient.JSON
                            .createObjectNode()
                            .put("function", harmed.path("function").asString()));
        }
        var input = CloudClient.JSON
                .createObjectNode()
                .put("down", false)
                .put("failNext", 0)
                .put("hold", false);
        return show(options, client.management(FUNCTIONS), client.manage(SES, input));
    }

    private int show(CloudOptions options, JsonNode functions, JsonNode ses) {
        if (options.json()) {
            var all = CloudClient.JSON.createObjectNode();
            all.set("functions", functions.path("functions"));
            all.set("ses", ses);
            terminal.line(all.toString());
            return ExitCode.OK;
        }
        boolean sesBroken = ses.path("down").asBoolean()
                || ses.path("hold").asBoolean()
                || ses.path("failNext").asInt() > 0;
        if (functions.path("functions").isEmpty() && !sesBroken) {
            terminal.line("nothing is broken");
        }
        for (var function : functions.path("functions").values()) {
            terminal.line("function   %s  fails %s (%d so far), is killed %s (%d so far)"
                    .formatted(
                            function.path("function").asString(),
                            percent(function.path("failRate").asDouble()),
                            function.path("failed").asLong(),
                            percent(function.path("killRate").asDouble()),
                            function.path("killed").asLong()));
        }
        if (sesBroken) {
            terminal.line("ses        %s (%d refused so far)"
                    .formatted(
                            ses.path("down").asBoolean()
                                    ? "refuses all mail"
                                    : ses.path("hold").asBoolean()
                                            ? "sends without answering"
                                            : "refuses the next %d mails"
                                                    .formatted(
                                                            ses.path("failNext").asInt()),
                            ses.path("failed").asLong()));
        }
        return ExitCode.OK;
    }

    private static String percent(double rate) {
        return Math.round(rate * 1000) / 10.0 + " %";
    }
}
