package dev.quartet.local.efs;

import dev.quartet.local.core.Metrics;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * A file system's metrics of AWS/EFS: bytes read at once, all else when {@link #count} is called, which is every minute.
 * Thread-safe. See <a href="https://docs.aws.amazon.com/efs/latest/ug/efs-metrics.html">AWS</a>.
 */
final class FileSystemMeter {
    private static final String NAMESPACE = "AWS/EFS";
    /** What one operation of NFS moves at most. */
    private static final double OPERATION = 1024 * 1024;
    /** General purpose mode: 35,000 reads or 7,000 writes a second. */
    private static final double READS_PER_SECOND = 35_000;

    private static final double WRITES_PER_SECOND = 7_000;
    private static final int PERCENT = 100;

    private final Clock clock;
    private final StoredFiles files;
    private final BurstCredits credits = new BurstCredits();
    private final Set<String> clients = ConcurrentHashMap.newKeySet();
    private final LongAdder readSinceCount = new LongAdder();
    private final Metrics.Metric connections;
    private final Metrics.Metric balance;
    private final Metrics.Metric limit;
    private final Metrics.Metric read;
    private final Metrics.Metric written;
    private final Metrics.Metric total;
    private Instant counted;
    private long stored;

    FileSystemMeter(Metrics metrics, String region, String fileSystemId, StoredFiles files, Clock clock)
            throws IOException {
        this.clock = clock;
        this.files = files;
        this.counted = clock.instant();
        var dimensions = Map.of("FileSystemId", fileSystemId);
        connections = metrics.metric(region, NAMESPACE, "ClientConnections", dimensions, "Count");
        balance = metrics.metric(region, NAMESPACE, "BurstCreditBalance", dimensions, "Bytes");
        limit = metrics.metric(region, NAMESPACE, "PercentIOLimit", dimensions, "Percent");
        read = metrics.metric(region, NAMESPACE, "DataReadIOBytes", dimensions, "Bytes");
        written = metrics.metric(region, NAMESPACE, "DataWriteIOBytes", dimensions, "Bytes");
        total = metrics.metric(region, NAMESPACE, "TotalIOBytes", dimensions, "Bytes");
        stored = files.look().stored(); // what an earlier run left was not written in this one
        balance.add(BurstCredits.FULL);
    }

    void connected(String clientId, boolean connected) {
        if (connected) {
            clients.add(clientId);
        } else {
            clients.remove(clientId);
        }
    }

    void read(long bytes) {
        readSinceCount.add(bytes);
        read.add((double) bytes);
        total.add((double) bytes);
    }

    /** Returns how many bytes lay there when it was last counted. */
    synchronized long stored() {
        return stored;
    }

    /** Publishes the figures of the time since it was called last. */
    synchronized void count() throws IOException {
        var now = clock.instant();
        var elapsed = Duration.between(counted, now);
        counted = now;
        var look = files.look();
        stored = look.stored();
        double justRead = (double) readSinceCount.sumThenReset();
        double justWritten = (double) look.written();
        if (justWritten > 0) {
            written.add(justWritten);
            total.add(justWritten);
        }
        connections.add(clients.size());
        balance.add(credits.after(elapsed, (double) stored, justRead, justWritten));
        double seconds = Math.max(1, elapsed.toNanos() / 1e9);
        double used = justRead / OPERATION / READS_PER_SECOND + justWritten / OPERATION / WRITES_PER_SECOND;
        limit.add(Math.min(PERCENT, PERCENT * used / seconds));
    }
}
