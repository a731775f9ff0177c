package dev.quartet.local.lambda.eventsource;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.RecordStreams;
import dev.quartet.local.core.RecordStreams.Position;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one shard from where it stands to its end. */
final class ShardReader {
    private static final Logger log = LoggerFactory.getLogger(ShardReader.class);
    private static final int MOST = 1000;
    /** Records can be seen a moment after their write was answered. */
    private static final Duration SOON = Duration.ofMillis(50);

    private static final int SOON_TIMES = 4;
    /** For what no wake-up tells, such as deletions by TTL. */
    private static final Duration LATER = Duration.ofSeconds(5);

    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(2);

    private final RecordStreams streams;
    private final String streamArn;
    private final Caller role;
    private final String shardId;
    private final Settings settings;
    private final List<Lane> lanes;
    private final Gate gate;
    private final Semaphore wakeups = new Semaphore(1);
    private Position position;
    private String iterator;

    ShardReader(
            RecordStreams streams,
            Caller role,
            String shardId,
            Settings settings,
            List<Lane> lanes,
            Gate gate,
            Position position) {
        this.streams = streams;
        this.streamArn = settings.sourceArn();
        this.role = role;
        this.shardId = shardId;
        this.settings = settings;
        this.lanes = List.copyOf(lanes);
        this.gate = gate;
        this.position = position;
        // At once: LATEST means from now on.
        this.iterator = streams.iterator(role, streamArn, shardId, position);
    }

    /** There may be records. */
    void wake() {
        if (wakeups.availablePermits() == 0) {
            wakeups.release();
        }
    }

    /** Reads until the shard is closed and handled. */
    void work() throws InterruptedException {
        int soon = 0;
        while (true) {
            gate.await();
            try {
                var slice = streams.read(role, streamArn, iterator, MOST);
                for (var entry : slice.entries()) {
                    if (settings.filters().pass(entry.filterView())) {
                        lanes.get(Math.floorMod(entry.key().hashCode(), lanes.size()))
                                .add(entry);
                    }
                    position = Position.after(entry.sequenceNumber());
                }
                if (slice.nextIterator().isEmpty()) {
                    break;
                }
                iterator = slice.nextIterator().get();
                soon = slice.entries().isEmpty() ? soon - 1 : SOON_TIMES;
            } catch (AwsException e) {
                soon = trouble(e);
                continue;
            }
            if (wakeups.tryAcquire((soon > 0 ? SOON : LATER).toMillis(), TimeUnit.MILLISECONDS)) {
                soon = SOON_TIMES;
            }
        }
        while (!lanes.stream().allMatch(Lane::idle)) {
            Thread.sleep(SOON);
        }
    }

    private int trouble(AwsException e) throws InterruptedException {
        if (e.code().equals("ExpiredIteratorException") || e.code().equals("TrimmedDataAccessException")) {
            var from = e.code().startsWith("Expired") ? position : Position.of("TRIM_HORIZON");
            iterator = streams.iterator(role, streamArn, shardId, from);
        } else {
            log.warn("{} of {} cannot be read: {}", shardId, streamArn, e.getMessage());
            Thread.sleep(AFTER_TROUBLE);
        }
        return SOON_TIMES;
    }
}
