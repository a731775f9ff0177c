package dev.quartet.local.efs;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What lies in a file system's folder, looked at from time to time: clients write past the local cloud, so what they wrote is
 * what has grown or changed since. Files that came and went in between are not seen. Not thread-safe.
 */
final class StoredFiles {
    private final Path folder;
    private Map<Object, Entry> known = new HashMap<>();

    private record Entry(long size, FileTime modified) {}

    /** What a look found, in bytes. */
    record Look(long stored, long written) {}

    StoredFiles(Path folder) {
        this.folder = folder;
    }

    /** Looks; the first time all that is there counts as written. */
    Look look() throws IOException {
        var now = new HashMap<Object, Entry>();
        var counter = new Counter(now);
        Files.walkFileTree(folder, counter);
        known = now;
        return new Look(counter.stored, counter.written);
    }

    private final class Counter extends SimpleFileVisitor<Path> {
        private final Map<Object, Entry> now;
        private long stored;
        private long written;

        Counter(Map<Object, Entry> now) {
            this.now = now;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!attributes.isRegularFile()) {
                return FileVisitResult.CONTINUE;
            }
            // A rename keeps the file's key; a number that is used again has another creation time.
            var key = attributes.fileKey() == null
                    ? file.toString()
                    : attributes.fileKey() + " " + attributes.creationTime();
            var entry = new Entry(attributes.size(), attributes.lastModifiedTime());
            if (now.put(key, entry) == null) {
                stored += entry.size();
                written += writtenSince(known.get(key), entry);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE; // it was renamed or removed meanwhile
            }
            throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
            return failure == null ? FileVisitResult.CONTINUE : visitFileFailed(visited, failure);
        }
    }

    private static long writtenSince(@Nullable Entry before, Entry now) {
        if (before == null) {
            return now.size();
        }
        if (now.size() > before.size()) {
            return now.size() - before.size();
        }
        return now.modified().equals(before.modified()) ? 0 : now.size();
    }
}
