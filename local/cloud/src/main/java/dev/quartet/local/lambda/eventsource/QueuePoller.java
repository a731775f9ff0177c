package dev.quartet.local.lambda.eventsource;

import dev.quartet.local.core.Arn;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Queues;
import dev.quartet.local.core.Queues.Received;
import dev.quartet.local.lambda.eventsource.MappedFunctions.MappedFunction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Polls a queue for one mapping: as many batches at once as are allowed, each deleted once it is handled. What fails comes
 * again after the queue's visibility time-out, until its redrive policy moves it. Thread-safe.
 */
final class QueuePoller implements Poller {
    private static final Logger log = LoggerFactory.getLogger(QueuePoller.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration LONG_POLL = Duration.ofSeconds(20);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(2);
    /** Lambda begins with five batches at once too. */
    private static final int CONCURRENT = 5;

    private static final int MOST_AT_ONCE = 10;

    private final Queues queues;
    private final MappedFunctions functions;
    private final MappedFunction function;
    private final Settings settings;
    private final Gate gate;
    private final Backoff backoff;
    private final Duration visibility;
    private final Semaphore room;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private volatile String lastResult = "No records processed";

    QueuePoller(Queues queues, MappedFunctions functions, Settings settings, Gate gate, Backoff backoff) {
        this.queues = queues;
        this.functions = functions;
        this.function = functions.function(settings.functionName());
        this.settings = settings;
        this.gate = gate;
        this.backoff = backoff;
        this.visibility = queues.find(settings.sourceArn()).orElseThrow().visibilityTimeout();
        this.room = new Semaphore(settings.maximumConcurrency().orElse(CONCURRENT));
        begin(this::poll);
    }

    @Override
    public void resume() {
        gate.open(true);
    }

    @Override
    public void pause() {
        gate.open(false);
    }

    @Override
    public String lastResult() {
        return lastResult;
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }

    private void poll() throws InterruptedException {
        while (true) {
            gate.await();
            room.acquire(); // first, so that no message waits here while its visibility runs out
            var batch = receive();
            if (batch.isEmpty()) {
                room.release();
            } else {
                begin(() -> {
                    try {
                        handle(batch);
                    } finally {
                        room.release();
                    }
                });
            }
        }
    }

    private List<Received> receive() throws InterruptedException {
        var batch = new ArrayList<Received>();
        try {
            batch.addAll(receive(settings.batchSize(), LONG_POLL));
            if (batch.isEmpty()) {
                return batch;
            }
            long end = System.nanoTime() + settings.window().toNanos();
            while (batch.size() < settings.batchSize() && System.nanoTime() < end) {
                var left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
                var wait = left.compareTo(LONG_POLL) < 0 ? left : LONG_POLL;
                batch.addAll(receive(settings.batchSize() - batch.size(), wait));
            }
        } catch (AwsException e) {
            lastResult = "PROBLEM: " + e.getMessage();
            log.warn("{} cannot be polled for {}: {}", settings.sourceArn(), function.arn(), e.getMessage());
            Thread.sleep(AFTER_TROUBLE);
        }
        return batch;
    }

    private List<Received> receive(int most, Duration wait) throws InterruptedException {
        return queues.receive(function.role(), settings.sourceArn(), Math.min(MOST_AT_ONCE, most), wait);
    }

    private void handle(List<Received> received) throws InterruptedException {
        long end = System.nanoTime() + visibility.toNanos() / 2;
        var passing = new ArrayList<Received>();
        for (var message : received) {
            if (settings.filters().pass(filterView(message))) {
                passing.add(message);
            } else {
                delete(message); // as Lambda does
            }
        }
        for (int from = 0; from < passing.size(); ) {
            int to = from;
            var records = new ArrayList<ObjectNode>();
            int size = 0;
            while (to < passing.size()) {
                var record = record(passing.get(to));
                size += Events.size(record);
                if (size > Events.MOST_BYTES && to > from) {
                    break;
                }
                records.add(record);
                to++;
            }
            run(passing.subList(from, to), records, end);
            from = to;
        }
    }

    private void run(List<Received> batch, List<ObjectNode> records, long end) throws InterruptedException {
        var ids = batch.stream().map(Received::messageId).toList();
        for (int throttles = 1; ; throttles++) {
            try {
                var result = functions.invoke(
                        function, Events.of(records), UUID.randomUUID().toString());
                var failed = BatchAnswer.failed(result, ids, settings.reportsFailures());
                lastResult = failed.isEmpty() ? "OK" : "PROBLEM: Function call failed";
                batch.stream()
                        .filter(message -> !failed.contains(message.messageId()))
                        .forEach(this::delete);
                return;
            } catch (AwsException e) {
                lastResult = "PROBLEM: Function call failed: " + e.code();
                var wait = backoff.after(throttles);
                if (System.nanoTime() + wait.toNanos() >= end) {
                    return; // They come again.
                }
                Thread.sleep(wait);
            }
        }
    }

    private void delete(Received message) {
        try {
            queues.delete(function.role(), settings.sourceArn(), message.receiptHandle());
        } catch (AwsException e) {
            log.warn("{} of {} cannot be deleted: {}", message.messageId(), settings.sourceArn(), e.getMessage());
        }
    }

    private ObjectNode record(Received message) {
        var record = JSON.createObjectNode()
                .put("messageId", message.messageId())
                .put("receiptHandle", message.receiptHandle())
                .put("body", message.body());
        var attributes = record.putObject("attributes");
        message.attributes().forEach(attributes::put);
        var more = record.putObject("messageAttributes");
        message.messageAttributes().forEach((name, attribute) -> {
            var node = more.putObject(name);
            node.put(attribute.binary() ? "binaryValue" : "stringValue", attribute.value());
            node.putArray("stringListValues");
            node.putArray("binaryListValues");
            node.put("dataType", attribute.dataType());
        });
        return record.put("md5OfBody", message.md5OfBody())
                .put("eventSource", "aws:sqs")
                .put("eventSourceARN", settings.sourceArn())
                .put("awsRegion", Arn.parse(settings.sourceArn()).region());
    }

    private ObjectNode filterView(Received message) {
        var view = record(message);
        try {
            view.set("body", JSON.readTree(message.body()));
        } catch (JacksonException e) {
            log.trace("{} has a body of plain text", message.messageId());
        }
        return view;
    }

    private void begin(Work work) {
        var thread = Thread.ofVirtual().name("mapping-" + settings.sourceArn()).unstarted(() -> {
            try {
                work.run();
            } catch (InterruptedException e) {
                log.debug("{} ends", settings.sourceArn());
            } catch (RuntimeException e) {
                log.error("the mapping of {} to {} failed", settings.sourceArn(), settings.functionName(), e);
            } finally {
                threads.remove(Thread.currentThread());
            }
        });
        threads.add(thread);
        thread.start();
    }

    /** What a thread does. */
    @FunctionalInterface
    private interface Work {
        void run() throws InterruptedException;
    }
}
