package dev.quartet.local.cli;

import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Reads the mailbox of the running local cloud, where all mail ends up. */
@Command(
        name = "mail",
        description = "Shows the mail that the running local cloud has sent: confirmation codes, welcome mails.")
final class MailCommand implements Callable<Integer> {
    private final Home home;
    private final Terminal terminal;

    @Option(names = "--cloud-port", description = "Where the local cloud listens (default: where this clone's does).")
    private int cloudPort;

    @Option(names = "--to", paramLabel = "ADDRESS", description = "Only mail to this address.")
    private String to = "";

    @Option(names = "--json", description = "Answers in JSON.")
    private boolean json;

    MailCommand(Home home, Terminal terminal) {
        this.home = home;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        var shown = CloudClient.JSON.createArrayNode();
        for (var mail : CloudClient.of(home, cloudPort).mail()) {
            if (to.isEmpty() || recipients(mail).contains(to)) {
                shown.add(mail);
            }
        }
        if (json) {
            terminal.line(shown.toString());
        } else if (shown.isEmpty()) {
            terminal.line("no mail yet");
        } else {
            shown.forEach(this::show);
        }
        return ExitCode.OK;
    }

    private void show(JsonNode mail) {
        terminal.line(terminal.bold(mail.path("subject").asString()));
        terminal.line("  from %s to %s at %s"
                .formatted(
                        mail.path("from").asString(),
                        recipients(mail),
                        mail.path("sentAt").asString()));
        mail.path("text").asString().lines().forEach(line -> terminal.line("  " + line));
        terminal.line("");
    }

    private static String recipients(JsonNode mail) {
        return mail.path("to").valueStream().map(JsonNode::asString).collect(Collectors.joining(", "));
    }
}
