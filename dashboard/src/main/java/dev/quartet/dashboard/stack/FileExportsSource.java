package dev.quartet.dashboard.stack;

import dev.quartet.exports.ExportsJson;
import dev.quartet.exports.InvalidExportsException;
import dev.quartet.exports.StackExports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Exports in a file, read again when it was written again. Guarded by its one caller. */
final class FileExportsSource implements ExportsSource {
    private final Path file;
    private @Nullable FileTime seen;

    FileExportsSource(Path file) {
        this.file = file;
    }

    @Override
    public StackExports read() {
        try {
            FileTime written = Files.getLastModifiedTime(file);
            StackExports exports = ExportsJson.read(Files.readString(file));
            seen = written;
            return exports;
        } catch (NoSuchFileException e) {
            throw new ExportsUnavailableException("no file %s yet; ./quartet up writes it".formatted(file), e);
        } catch (IOException | InvalidExportsException e) {
            throw new ExportsUnavailableException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }

    @Override
    public Optional<Instant> writtenAt() {
        return Optional.ofNullable(seen).map(FileTime::toInstant);
    }

    @Override
    public boolean changed() {
        try {
            return !Files.getLastModifiedTime(file).equals(seen);
        } catch (IOException e) {
            // A stack that is gone keeps its last figures; there is nothing newer to read.
            return false;
        }
    }
}
