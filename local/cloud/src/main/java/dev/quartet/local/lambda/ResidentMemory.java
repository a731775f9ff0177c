package dev.quartet.local.lambda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** How much memory a process holds, from /proc: nothing is known on systems without it, and no limit enforced there. */
final class ResidentMemory {
    private static final long KB_PER_MB = 1024;

    private ResidentMemory() {}

    /** Returns the present resident size in MB. */
    static OptionalLong now(long pid) {
        return read(pid, "VmRSS:");
    }

    /** Returns the greatest resident size so far in MB. */
    static OptionalLong peak(long pid) {
        return read(pid, "VmHWM:");
    }

    private static OptionalLong read(long pid, String field) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / KB_PER_MB)
                    .findFirst();
        } catch (IOException | java.io.UncheckedIOException e) {
            return OptionalLong.empty(); // it ended just now, or this system has no /proc
        }
    }
}
