package dev.quartet.local.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Reads the mailbox of the running local cloud, where all mail ends up. */
@Command(
        name = "mail",
        description = "Shows the mail that the running local cloud has sent: confirmation codes, welcome mails.")
final class MailCommand implements Callable<Integer> {
    private static final int MOST_ADDRESSES = 10;

    private final Home home;
    private final Terminal terminal;

    @Mixin
    private CloudOptions cloud = new CloudOptions();

    @Option(names = "--to", paramLabel = "ADDRESS", description = "Only mail to this address.")
    private String to = "";

    @Option(names = "--eml", paramLabel = "DIR", description = "Also writes each as a file for mail programs.")
    private @Nullable Path eml;

    MailCommand(Home home, Terminal terminal) {
        this.home = home;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        var shown = CloudClient.JSON.createArrayNode();
        var client = cloud.client(home);
        var addresses = new TreeSet<String>();
        for (var mail : client.mail()) {
            mail.path("to").forEach(address -> addresses.add(address.asString()));
            if (to.isEmpty() || recipients(mail).contains(to)) {
                shown.add(mail);
            }
        }
        if (eml != null) {
            write(client, shown, eml);
        }
        if (cloud.json()) {
            terminal.line(shown.toString());
        } else if (shown.isEmpty()) {
            terminal.line(addresses.isEmpty() ? "no mail yet" : nobody(addresses));
        } else {
            shown.forEach(this::show);
        }
        return ExitCode.OK;
    }

    /** File names sort by time. */
    private void write(CloudClient client, JsonNode mails, Path folder) throws InterruptedException {
        try {
            Files.createDirectories(folder);
            for (var mail : mails) {
                var id = mail.path("messageId").asString();
                var name = mail.path("sentAt").asString() + "-" + id;
                Files.write(folder.resolve(name.replaceAll("[^A-Za-z0-9.-]", "_") + ".eml"), client.eml(id));
            }
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.SOFTWARE, "cannot write to %s: %s".formatted(folder, e.getMessage()), e);
        }
        if (!cloud.json()) {
            terminal.line("%d files in %s".formatted(mails.size(), folder));
        }
    }

    private String nobody(Set<String> addresses) {
        int more = addresses.size() - MOST_ADDRESSES;
        return "no mail to %s; there is mail to %s%s"
                .formatted(
                        to,
                        addresses.stream().limit(MOST_ADDRESSES).collect(Collectors.joining(", ")),
                        more > 0 ? " and %d more".formatted(more) : "");
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
