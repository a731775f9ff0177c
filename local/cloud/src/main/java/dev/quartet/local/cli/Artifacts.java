package dev.quartet.local.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Copies of the jars that processes run from for as long as the local cloud does: a build may replace the originals, which
 * would break classes that are yet to be loaded.
 */
final class Artifacts {
    private Artifacts() {}

    /** Copies {@code file} into {@code folder}, its times too, by which start-up caches go; returns the copy. */
    static Path copy(Path file, Path folder) throws IOException {
        Files.createDirectories(folder);
        return Files.copy(
                file,
                folder.resolve(file.getFileName()),
                StandardCopyOption.COPY_ATTRIBUTES,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
