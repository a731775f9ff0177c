package dev.quartet.local.lambda.eventsource;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.RecordStreams;
import dev.quartet.local.core.RecordStreams.Position;
import dev.quartet.local.core.RecordStreams.Shard;
import dev.quartet.local.core.RecordStreams.Wakeup;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads all shards of a stream for one mapping: a shard after its parent, shards side by side. Thread-safe. */
final class StreamPoller implements Poller {
    private static final Logger log = LoggerFactory.getLogger(StreamPoller.class);
    private static final Duration LOOK_FOR_SHARDS = Duration.ofSeconds(30);

    private final RecordStreams streams;
    private final Settings settings;
    private final Caller role;
    private final BatchRunner runner;
    private final Gate gate;
    private final Map<String, ShardReader> readers = new ConcurrentHashMap<>();
    private final Set<String> finished = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    /** Shards that were there at first, and where to begin in them; later ones are read whole. */
    private final Map<String, Position> first = new ConcurrentHashMap<>();

    private final Wakeup wakeup;

    /** Begins; throws {@link AwsException} when the stream cannot be read with {@code role}. */
    StreamPoller(RecordStreams streams, Settings settings, Caller role, BatchRunner runner, Gate gate) {
        this.streams = streams;
        this.settings = settings;
        this.role = role;
        this.runner = runner;
        this.gate = gate;
        var shards = streams.shards(role, settings.sourceArn());
        shards.forEach(shard -> first.put(shard.id(), start(settings)));
        read(shards);
        this.wakeup =
                streams.onRecords(settings.sourceArn(), () -> readers.values().forEach(ShardReader::wake));
        begin("shards of " + settings.sourceArn(), this::lookForShards);
    }

    @Override
    public void resume() {
        gate.open(true);
        readers.values().forEach(ShardReader::wake);
    }

    @Override
    public void pause() {
        gate.open(false);
    }

    @Override
    public String lastResult() {
        return runner.lastResult();
    }

    @Override
    public void close() {
        wakeup.close();
        threads.forEach(Thread::interrupt);
    }

    private static Position start(Settings settings) {
        return new Position(
                settings.startingPosition().orElse("TRIM_HORIZON"),
                java.util.Optional.empty(),
                settings.startingTimestamp());
    }

    private void lookForShards() throws InterruptedException {
        while (true) {
            Thread.sleep(LOOK_FOR_SHARDS);
            gate.await();
            moreShards();
        }
    }

    private void moreShards() {
        try {
            read(streams.shards(role, settings.sourceArn()));
        } catch (AwsException e) {
            log.warn("the shards of {} cannot be listed: {}", settings.sourceArn(), e.getMessage());
        }
    }

    private synchronized void read(List<Shard> shards) {
        var ids = new HashSet<String>();
        shards.forEach(shard -> ids.add(shard.id()));
        for (var shard : shards) {
            var waits = shard.parents().stream().anyMatch(parent -> ids.contains(parent) && !finished.contains(parent));
            var from = first.getOrDefault(shard.id(), Position.of("TRIM_HORIZON"));
            // From LATEST on every shard counts from now: none has to wait for records that nobody wants.
            if ((!waits || from.type().equals("LATEST"))
                    && !readers.containsKey(shard.id())
                    && !finished.contains(shard.id())) {
                begin(shard, from);
            }
        }
    }

    private void begin(Shard shard, Position from) {
        var lanes = IntStream.range(0, settings.lanes())
                .mapToObj(each -> new Lane(shard.id(), runner, settings))
                .toList();
        var reader = new ShardReader(streams, role, shard.id(), settings, lanes, gate, from);
        readers.put(shard.id(), reader);
        var workers = lanes.stream().map(lane -> begin(shard.id(), lane::work)).toList();
        begin(shard.id(), () -> {
            reader.work();
            workers.forEach(Thread::interrupt);
            finished.add(shard.id());
            readers.remove(shard.id());
            moreShards();
        });
    }

    private Thread begin(String name, Work work) {
        var thread = Thread.ofVirtual().name("mapping-" + name).unstarted(() -> {
            try {
                work.run();
            } catch (InterruptedException e) {
                log.debug("{} ends", name);
            } catch (RuntimeException e) {
                log.error("the mapping of {} to {} stopped", settings.sourceArn(), settings.functionName(), e);
            } finally {
                threads.remove(Thread.currentThread());
            }
        });
        threads.add(thread);
        thread.start();
        return thread;
    }

    /** What a thread does. */
    @FunctionalInterface
    private interface Work {
        void run() throws InterruptedException;
    }
}
