package dev.quartet.local.cli;

import dev.quartet.local.aws.RequestSigner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Reads a function's log by the CloudWatch Logs API. */
@Command(name = "logs", description = "Shows a function's log.")
final class LogsCommand implements Callable<Integer> {
    private static final String PREFIX = "/aws/lambda/";
    private static final int POLL_MILLIS = 500;

    private final Home home;
    private final Terminal terminal;

    @Mixin
    private FunctionParameter function = new FunctionParameter();

    @Option(
            names = {"-f", "--follow"},
            description = "Goes on showing what comes until Ctrl-C.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            description = "How many events to begin with (default: ${DEFAULT-VALUE}).")
    private int lines = 100;

    @Mixin
    private CloudOptions cloud = new CloudOptions();

    LogsCommand(Home home, Terminal terminal) {
        this.home = home;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        var client = cloud.client(home);
        client.status(); // says it in words when nothing runs
        var signer = Environment.signer(home.environment());
        var group = group(client, signer);
        var events = events(client, signer, group, 0);
        events.subList(Math.max(0, events.size() - lines), events.size()).forEach(this::show);
        if (follow) {
            follow(client, signer, group, events);
        }
        return ExitCode.OK;
    }

    private void follow(CloudClient client, RequestSigner signer, String group, List<JsonNode> shown)
            throws InterruptedException {
        long since = shown.isEmpty() ? 0 : shown.getLast().path("timestamp").asLong();
        Set<String> seen = new LinkedHashSet<>();
        shown.forEach(event -> seen.add(event.path("eventId").asString()));
        while (true) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            for (var event : events(client, signer, group, since)) {
                if (seen.add(event.path("eventId").asString())) {
                    show(event);
                    since = Math.max(since, event.path("timestamp").asLong());
                }
            }
        }
    }

    private String group(CloudClient client, RequestSigner signer) throws InterruptedException {
        var wanted = function.name();
        var input = CloudClient.JSON.createObjectNode().put("logGroupNamePrefix", PREFIX);
        var names = new ArrayList<String>();
        for (var group : client.logs(signer, "DescribeLogGroups", input)
                .path("logGroups")
                .values()) {
            var name = group.path("logGroupName").asString().substring(PREFIX.length());
            if (name.equals(wanted)) {
                return PREFIX + name;
            }
            names.add(name);
        }
        var found = names.stream().filter(name -> name.contains(wanted)).toList();
        if (found.size() != 1) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "%s function is called '%s'; there are: %s"
                            .formatted(found.isEmpty() ? "no" : "more than one", wanted, String.join(", ", names)));
        }
        return PREFIX + found.getFirst();
    }

    private static List<JsonNode> events(CloudClient client, RequestSigner signer, String group, long since)
            throws InterruptedException {
        var result = new ArrayList<JsonNode>();
        var input =
                CloudClient.JSON.createObjectNode().put("logGroupName", group).put("startTime", since);
        for (var token = ""; ; ) {
            if (!token.isEmpty()) {
                input.put("nextToken", token);
            }
            var page = client.logs(signer, "FilterLogEvents", input);
            page.path("events").values().forEach(result::add);
            token = page.path("nextToken").asString("");
            if (token.isEmpty()) {
                return result;
            }
        }
    }

    private void show(JsonNode event) {
        if (cloud.json()) {
            terminal.line(event.toString());
        } else {
            var time = Instant.ofEpochMilli(event.path("timestamp").asLong());
            terminal.line(terminal.dim(time.toString()) + " "
                    + event.path("message").asString().stripTrailing());
        }
    }
}
