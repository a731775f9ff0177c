package dev.quartet.local.cli;

import dev.quartet.local.redrive.DeadLetters;
import dev.quartet.local.redrive.FailedRecords;
import dev.quartet.local.redrive.Outcome;
import dev.quartet.local.redrive.RedriveException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gives what failed for good another try. */
@Command(
        name = "redrive",
        description =
                "Gives failed records another try: replays the running local cloud's failed-records buckets to their"
                        + " functions, removing what succeeds, and names the dead-letter queues in which something waits; with"
                        + " --queue moves a dead-letter queue's messages back."
                        + " Exits with 1 when something failed again."
                        + " In JSON it answers an array of {source, target, records, status, detail}.")
final class RedriveCommand implements Callable<Integer> {
    private final Home home;
    private final Terminal terminal;

    @Option(
            names = "--failed-records",
            paramLabel = "BUCKET",
            description = "A bucket of failed records (default, without --queue: all of the stack's). Repeatable.")
    private List<String> buckets = new ArrayList<>();

    @Option(names = "--queue", paramLabel = "NAME", description = "A dead-letter queue. Repeatable.")
    private List<String> queues = new ArrayList<>();

    @Option(names = "--dry-run", description = "Only shows what there is.")
    private boolean dryRun;

    @Mixin
    private JsonOption json = new JsonOption();

    RedriveCommand(Home home, Terminal terminal) {
        this.home = home;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        var environment = Environment.read(home.environment());
        var endpoint = URI.create(environment.getOrDefault("AWS_ENDPOINT_URL", ""));
        var signer = Environment.signer(home.environment());
        var outcomes = new ArrayList<Outcome>();
        try {
            var failedRecords = new FailedRecords(endpoint, signer);
            var deadLetters = new DeadLetters(endpoint, signer);
            refuseUnknown(failedRecords, deadLetters);
            for (var bucket : buckets.isEmpty() && queues.isEmpty() ? known() : buckets) {
                failedRecords.replay(bucket, dryRun, outcome -> add(outcomes, outcome));
            }
            for (var queue : queues) {
                add(outcomes, deadLetters.move(queue, dryRun));
            }
            if (queues.isEmpty()) {
                deadLetters.waiting().forEach(outcome -> add(outcomes, outcome));
            }
        } catch (RedriveException e) {
            throw new CommandException(ExitCode.UNAVAILABLE, e.getMessage(), e);
        }
        long failed = outcomes.stream().filter(Outcome::failed).count();
        if (json.wanted()) {
            terminal.line(CloudClient.JSON.writeValueAsString(outcomes));
        } else if (outcomes.isEmpty()) {
            terminal.line("no failed records and no dead letters");
        } else if (!dryRun) {
            terminal.line("%d done, %d failed"
                    .formatted(outcomes.stream().filter(Outcome::done).count(), failed));
        }
        return failed == 0 ? ExitCode.OK : ExitCode.PROGRAM_FAILED;
    }

    private void add(List<Outcome> outcomes, Outcome outcome) {
        outcomes.add(outcome);
        if (!json.wanted()) {
            terminal.line("%-7s  %s  (%d)%s  %s"
                    .formatted(
                            outcome.status(),
                            outcome.source(),
                            outcome.records(),
                            outcome.target().isEmpty() ? "" : " -> " + outcome.target(),
                            outcome.detail()));
        }
    }

    private void refuseUnknown(FailedRecords failedRecords, DeadLetters deadLetters) throws InterruptedException {
        for (var bucket : buckets) {
            if (!failedRecords.exists(bucket)) {
                throw unknown("--failed-records", "bucket", bucket, known());
            }
        }
        if (!queues.isEmpty()) {
            var letters = deadLetters.queues();
            for (var queue : queues) {
                if (!letters.contains(queue)) {
                    throw unknown("--queue", "dead-letter queue", queue, letters);
                }
            }
        }
    }

    private static CommandException unknown(String option, String what, String name, List<String> known) {
        return new CommandException(
                ExitCode.USAGE,
                "%s is %s, and there is no such %s; known are %s"
                        .formatted(option, name, what, known.isEmpty() ? "none" : String.join(", ", known)));
    }

    /** Returns the stack's buckets of failed records. */
    private List<String> known() {
        try {
            var exports = CloudClient.JSON.readTree(Files.readAllBytes(home.exports()));
            return exports.path("operations")
                    .path("failedRecords")
                    .valueStream()
                    .map(name -> name.asString(""))
                    .toList();
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.UNAVAILABLE, "no " + home.exports() + ": the local cloud is not ready", e);
        }
    }
}
