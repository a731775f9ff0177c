package dev.quartet.local.cloudfront.cache;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * Bounds of one distribution's cache.
 *
 * @param memoryBytes all that small and middling objects may take
 * @param diskBytes all that objects over {@code fileFrom}, and those that memory has no room for, may take in {@code directory}
 * @param fileFrom size in bytes from which a body goes to a file
 * @param directory for large bodies; made when first needed, emptied on closing
 */
public record EdgeOptions(long memoryBytes, long diskBytes, int fileFrom, Path directory) {
    private static final long MIB = 1024L * 1024;

    public EdgeOptions {
        requireNonNull(directory, "directory is null");
        if (memoryBytes < MIB || diskBytes < 0 || fileFrom < 1) {
            throw new IllegalArgumentException(
                    "memoryBytes %d must be at least 1 MiB, diskBytes %d not negative, fileFrom %d positive"
                            .formatted(memoryBytes, diskBytes, fileFrom));
        }
    }

    /** Returns the usual bounds: 64 MiB in memory, 2 GiB on disk, files from 4 MiB. */
    public static EdgeOptions in(Path directory) {
        return new EdgeOptions(64 * MIB, 2048 * MIB, (int) (4 * MIB), directory);
    }
}
