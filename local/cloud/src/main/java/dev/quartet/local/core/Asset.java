package dev.quartet.local.core;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A file, a folder, an archive or a text that the program handed over.
 *
 * @param archive if it is an archive (a zip, or a folder to be zipped)
 * @param path absolute, when it is on disk
 * @param text when it was given in the program
 */
public record Asset(boolean archive, Optional<Path> path, Optional<String> text) {
    public Asset {
        if (path.isEmpty() == text.isEmpty()) {
            throw new IllegalArgumentException("an asset has either a path or a text");
        }
    }
}
