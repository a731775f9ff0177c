package dev.quartet.local.lambda.eventsource;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.FunctionInvoker;
import dev.quartet.local.core.RecordStreams.Entry;
import dev.quartet.local.lambda.destination.Destinations;
import dev.quartet.local.lambda.eventsource.MappedFunctions.MappedFunction;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings one batch of a stream to its end: handled, or given up and recorded. Thread-safe; blocks until then. */
final class BatchRunner {
    private static final Logger log = LoggerFactory.getLogger(BatchRunner.class);

    private final CloudContext context;
    private final MappedFunctions functions;
    private final Destinations destinations;
    private final Backoff backoff;
    private final Gate gate;
    private final Settings settings;
    private final MappedFunction function;
    private final String uuid;
    private final String batchInfo;
    private volatile String lastResult = "No records processed";

    BatchRunner(
            CloudContext context,
            MappedFunctions functions,
            Destinations destinations,
            Backoff backoff,
            Gate gate,
            Settings settings,
            String uuid,
            String batchInfo) {
        this.context = context;
        this.functions = functions;
        this.destinations = destinations;
        this.backoff = backoff;
        this.gate = gate;
        this.settings = settings;
        this.function = functions.function(settings.functionName());
        this.uuid = uuid;
        this.batchInfo = batchInfo;
    }

    String lastResult() {
        return lastResult;
    }

    /** Runs {@code entries}, which are not empty and in order; returns when none of them is left. */
    void run(String shardId, List<Entry> entries) throws InterruptedException {
        var left = entries;
        int tries = 0;
        int throttles = 0;
        String requestId = "";
        Optional<FunctionInvoker.Result> last = Optional.empty();
        while (!left.isEmpty()) {
            gate.await();
            int old = tooOld(left);
            if (old > 0) {
                giveUp(new FailedBatch(shardId, left.subList(0, old), "RecordAgeExceeded", tries, requestId, last));
                left = left.subList(old, left.size());
                continue;
            }
            requestId = UUID.randomUUID().toString();
            try {
                last = Optional.of(invoke(left, requestId));
            } catch (AwsException e) {
                // Throttled, or it cannot run: that is no answer, and costs no try.
                lastResult = "PROBLEM: Function call failed: " + e.code();
                log.debug("{} waits for {}: {}", uuid, function.arn(), e.getMessage());
                Thread.sleep(backoff.after(++throttles));
                continue;
            }
            throttles = 0;
            tries++;
            int failedAt = failedAt(left, last.get());
            if (failedAt == left.size()) {
                lastResult = "OK";
                return;
            }
            lastResult = "PROBLEM: Function call failed";
            if (failedAt > 0) { // Up to there all went well: what is left is another batch.
                left = left.subList(failedAt, left.size());
                tries = 1;
            } else if (settings.bisects() && left.size() > 1) { // Does not count as a try.
                Thread.sleep(backoff.after(1));
                int half = left.size() / 2;
                run(shardId, left.subList(0, half));
                run(shardId, left.subList(half, left.size()));
                return;
            }
            if (settings.retries() >= 0 && tries > settings.retries()) {
                giveUp(new FailedBatch(shardId, left, "RetryAttemptsExhausted", tries, requestId, last));
                return;
            }
            Thread.sleep(backoff.after(tries));
        }
    }

    private FunctionInvoker.Result invoke(List<Entry> entries, String requestId) {
        var arrived = entries.getLast().arrived();
        functions.iteratorAge(function, (double)
                Math.max(0, Duration.between(arrived, context.clock().instant()).toMillis()));
        return functions.invoke(
                function, Events.of(entries.stream().map(Entry::event).toList()), requestId);
    }

    /** Returns the index of the first record that failed, or how many there are when none did. */
    private int failedAt(List<Entry> entries, FunctionInvoker.Result result) {
        var failed = BatchAnswer.failed(
                result, entries.stream().map(Entry::sequenceNumber).toList(), settings.reportsFailures());
        int index = 0;
        while (index < entries.size() && !failed.contains(entries.get(index).sequenceNumber())) {
            index++;
        }
        return index;
    }

    private int tooOld(List<Entry> entries) {
        if (settings.recordAge().isEmpty()) {
            return 0;
        }
        var oldest = context.clock().instant().minus(settings.recordAge().get());
        int count = 0;
        while (count < entries.size() && entries.get(count).arrived().isBefore(oldest)) {
            count++;
        }
        return count;
    }

    private void giveUp(FailedBatch batch) {
        if (settings.destination().isEmpty()) {
            log.warn(
                    "{}: {} records from {} of {} are dropped ({}): the mapping has no on-failure destination",
                    function.arn(),
                    batch.entries().size(),
                    batch.entries().getFirst().sequenceNumber(),
                    settings.sourceArn(),
                    batch.condition());
            return;
        }
        var destination = settings.destination().get();
        // Too large a batch for one object cannot be: it was one event before.
        var record = batch.record(
                batchInfo,
                settings.sourceArn(),
                function.arn(),
                context.clock().instant(),
                Destinations.isBucket(destination));
        try {
            destinations.deliver(
                    function.role(), destination, record, "aws/lambda/%s/%s".formatted(uuid, batch.shardId()));
        } catch (AwsException | IOException e) {
            functions.destinationFailed(function);
            log.warn("{}: a failed batch could not be written to {}: {}", function.arn(), destination, e.getMessage());
        }
    }

    /** Returns {@code entries} cut so that each part is an event that Lambda takes. */
    static List<List<Entry>> cut(List<Entry> entries) {
        var result = new ArrayList<List<Entry>>();
        var part = new ArrayList<Entry>();
        int size = 0;
        for (var entry : entries) {
            int more = Events.size(entry.event());
            if (!part.isEmpty() && size + more > Events.MOST_BYTES) {
                result.add(List.copyOf(part));
                part.clear();
                size = 0;
            }
            part.add(entry);
            size += more;
        }
        result.add(List.copyOf(part));
        return result;
    }
}
