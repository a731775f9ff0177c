package dev.quartet.local.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Deploys the program once more to the running local cloud. */
@Command(
        name = "deploy",
        description =
                "Runs the program once more against the running local cloud, as a second `pulumi up` would: new code"
                        + " and configuration of functions become new versions, new resources are made; what cannot be changed"
                        + " while everything runs is refused before anything is changed.")
final class DeployCommand implements Callable<Integer> {
    private final Home home;
    private final Terminal terminal;
    private boolean succeeded;
    private boolean failed;

    @Mixin
    private CloudOptions cloud = new CloudOptions();

    @Option(
            names = {"-c", "--config"},
            paramLabel = "KEY=VALUE",
            description =
                    "A value of the stack's configuration, for this time only; lists and objects in JSON. Repeatable.")
    private Map<String, String> config = new LinkedHashMap<>();

    @Option(names = "--dry-run", description = "Only shows what would be done.")
    private boolean dryRun;

    DeployCommand(Home home, Terminal terminal) {
        this.home = home;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        var client = cloud.client(home);
        if (!client.status().path("state").asString().equals("ready")) {
            throw new CommandException(
                    ExitCode.UNAVAILABLE, "the local cloud is still starting; deploy when it is ready");
        }
        var input = CloudClient.JSON.createObjectNode().put("dryRun", dryRun);
        var values = input.putObject("config");
        config.forEach(values::put);
        client.stream("deploy", input, cloud.json() ? this::raw : this::show);
        return succeeded ? ExitCode.OK : ExitCode.PROGRAM_FAILED;
    }

    private void raw(JsonNode event) {
        terminal.line(event.toString());
        succeeded |= event.path("succeeded").asBoolean(false);
    }

    private void show(JsonNode event) {
        switch (event.path("event").asString()) {
            case "step" -> step(event);
            case "failed" -> {
                failed = true;
                terminal.error(terminal.red("error: ") + event.path("message").asString());
            }
            case "message" -> {
                // What the program says after a refusal is the same once more, as a stack trace.
                if (!failed) {
                    terminal.error(terminal.yellow(event.path("severity").asString() + ": ")
                            + event.path("text").asString());
                }
            }
            case "done" -> done(event);
            default -> {}
        }
    }

    private void step(JsonNode event) {
        var action = event.path("action").asString();
        if (action.equals("refuse")) {
            terminal.error(terminal.red("refused: ") + event.path("problem").asString());
        } else if (event.path("phase").asString().equals(dryRun ? "plan" : "apply") && !action.equals("same")) {
            var properties = event.path("properties")
                    .valueStream()
                    .map(JsonNode::asString)
                    .collect(Collectors.joining(", "));
            terminal.line(" %s %s %s%s"
                    .formatted(
                            sign(action),
                            event.path("type").asString(),
                            terminal.bold(event.path("name").asString()),
                            properties.isEmpty() ? "" : " (" + properties + ")"));
        }
    }

    private String sign(String action) {
        return switch (action) {
            case "create" -> terminal.green("+");
            case "update" -> terminal.yellow("~");
            default -> terminal.red("-");
        };
    }

    private void done(JsonNode event) {
        succeeded = event.path("succeeded").asBoolean();
        var counts = "%d created, %d updated, %d deleted, %d unchanged"
                .formatted(
                        event.path("create").asInt(),
                        event.path("update").asInt(),
                        event.path("delete").asInt(),
                        event.path("same").asInt());
        var time = Terminal.time(Duration.ofMillis(event.path("millis").asLong()));
        if (succeeded) {
            terminal.line("%s in %s: %s".formatted(terminal.green(dryRun ? "would deploy" : "deployed"), time, counts));
        } else if (event.path("refuse").asInt() > 0) {
            terminal.error("quartet: nothing was changed; %d changes were refused"
                    .formatted(event.path("refuse").asInt()));
        } else {
            terminal.error("quartet: the deployment failed after %s; so far: %s".formatted(time, counts));
        }
    }
}
