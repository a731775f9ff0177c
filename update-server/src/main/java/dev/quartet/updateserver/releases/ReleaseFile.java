package dev.quartet.updateserver.releases;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A file that is served. Immutable.
 *
 * @param path its real path, links resolved
 * @param modified to the nanosecond, as far as the file system keeps it
 * @param cacheControl how long its content may be kept
 */
public record ReleaseFile(Path path, long size, Instant modified, String contentType, String cacheControl) {
    public ReleaseFile {
        requireNonNull(path, "path is null");
        requireNonNull(modified, "modified is null");
        requireNonNull(contentType, "contentType is null");
        requireNonNull(cacheControl, "cacheControl is null");
    }

    /**
     * Returns its entity tag: strong, as files are replaced whole by renaming; the same on every instance, as they share the
     * file system.
     */
    public String entityTag() {
        long nanos = modified.getEpochSecond() * 1_000_000_000L + modified.getNano();
        return '"' + Long.toHexString(size) + '-' + Long.toHexString(nanos) + '"';
    }
}
