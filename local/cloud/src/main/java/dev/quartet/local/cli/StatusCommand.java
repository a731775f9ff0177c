package dev.quartet.local.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** Asks the running local cloud how it is. */
@Command(name = "status", description = "Tells what the running local cloud consists of and where it listens.")
final class StatusCommand implements Callable<Integer> {
    private final Home home;
    private final Terminal terminal;

    @Mixin
    private CloudOptions cloud = new CloudOptions();

    StatusCommand(Home home, Terminal terminal) {
        this.home = home;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        var status = cloud.client(home).status();
        if (cloud.json()) {
            terminal.line(status.toString());
        } else {
            show(status);
        }
        return ExitCode.OK;
    }

    private void show(JsonNode status) {
        terminal.line("stack      %s in %s"
                .formatted(
                        status.path("stack").asString(), status.path("region").asString()));
        terminal.line("state      " + status.path("state").asString() + " since "
                + status.path("startedAt").asString());
        terminal.line("resources  %d running, %d recorded"
                .formatted(
                        status.path("resources").path("running").asInt(),
                        status.path("resources").path("recorded").asInt()));
        status.path("endpoints")
                .forEachEntry((name, url) -> terminal.line("endpoint   %s  %s".formatted(url.asString(), name)));
        for (var process : status.path("processes").values()) {
            terminal.line("process    %d  %s"
                    .formatted(
                            process.path("pid").asLong(), process.path("name").asString()));
        }
    }
}
