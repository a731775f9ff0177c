package dev.quartet.local.ec2;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.stream.Collectors;

/** The newest 64 KB of what an instance said on its console, as EC2 keeps them. Thread-safe. */
final class Console {
    private static final int MOST = 64 * 1024;

    private final ArrayDeque<String> lines = new ArrayDeque<>();
    private int size;
    private Instant changed = Instant.EPOCH;

    synchronized void line(Instant now, String line) {
        var kept = line.length() > MOST ? line.substring(0, MOST) : line;
        lines.addLast(kept);
        size += kept.length() + 1;
        while (size > MOST) {
            size -= lines.removeFirst().length() + 1;
        }
        changed = now;
    }

    synchronized String text() {
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    /** Returns when the newest line came. */
    synchronized Instant changed() {
        return changed;
    }
}
