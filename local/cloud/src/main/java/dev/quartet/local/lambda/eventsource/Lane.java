package dev.quartet.local.lambda.eventsource;

import dev.quartet.local.core.RecordStreams.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Records of one shard in order, a batch at a time; one of the lanes that parallelizationFactor makes. */
final class Lane {
    private static final int MOST_WAITING = 1000;

    private final String shardId;
    private final BatchRunner runner;
    private final int batchSize;
    private final Duration window;
    /** No further ahead than a batch, so that the stream's own iterator age tells how far behind a function is. */
    private final BlockingQueue<Entry> waiting;

    private final java.util.concurrent.atomic.AtomicInteger unfinished =
            new java.util.concurrent.atomic.AtomicInteger();

    Lane(String shardId, BatchRunner runner, Settings settings) {
        this.shardId = shardId;
        this.runner = runner;
        this.batchSize = settings.batchSize();
        this.window = settings.window();
        this.waiting = new ArrayBlockingQueue<>(Math.min(batchSize, MOST_WAITING));
    }

    /** Adds a record; waits while there are too many. */
    void add(Entry entry) throws InterruptedException {
        unfinished.incrementAndGet();
        waiting.put(entry);
    }

    /** Returns if all that was added is done. */
    boolean idle() {
        return unfinished.get() == 0;
    }

    /** Works until interrupted. */
    void work() throws InterruptedException {
        while (true) {
            var batch = gather();
            for (var part : BatchRunner.cut(batch)) {
                runner.run(shardId, part);
            }
            unfinished.addAndGet(-batch.size());
        }
    }

    private List<Entry> gather() throws InterruptedException {
        var batch = new ArrayList<Entry>();
        batch.add(waiting.take());
        long end = System.nanoTime() + window.toNanos();
        waiting.drainTo(batch, batchSize - 1);
        while (batch.size() < batchSize) {
            var next = waiting.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                break;
            }
            batch.add(next);
        }
        return batch;
    }
}
