package dev.quartet.local.efs;

import java.time.Duration;

/**
 * Burst credits in bytes: a new file system has 2.1 TiB, earns 50 KiB/s for each GiB that it stores, and pays for what it
 * writes, and a third of what it reads. Not thread-safe. See <a
 * href="https://docs.aws.amazon.com/efs/latest/ug/performance.html#bursting">bursting throughput</a>.
 */
final class BurstCredits {
    private static final double TIB = Math.pow(2, 40);
    /** What a new file system has, and one of less than 1 TiB has at most; larger ones keep 2.1 TiB for each TiB. */
    static final double FULL = 2.1 * TIB;

    private static final double GIB = Math.pow(2, 30);
    private static final double BASELINE = 50 * 1024;
    private static final int READ_SHARE = 3;

    private double balance = FULL;

    /** Returns the balance after {@code elapsed}, in which so much was read and written, {@code stored} bytes being there. */
    double after(Duration elapsed, double stored, double read, double written) {
        double seconds = elapsed.toNanos() / 1e9;
        double earned = BASELINE * (stored / GIB) * seconds;
        double most = FULL * Math.max(1, stored / TIB);
        balance = Math.clamp(balance + earned - written - read / READ_SHARE, 0, most);
        return balance;
    }
}
