package dev.quartet.infra.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Files that the program hands to AWS as they are; paths are relative to {@code root}, the folder of Pulumi.yaml.
 * {@code digest} makes the SHA-256 of what only a whole build has.
 */
public record ProgramFiles(Path root, Function<Path, String> digest) {
    /** Files of a build. */
    public ProgramFiles(Path root) {
        this(root, Hashes::sha256);
    }

    /** Returns a file's SHA-256, in hexadecimal digits. */
    public String sha256(String path) {
        return digest.apply(root.resolve(path));
    }

    /** Returns a file's text. */
    public String text(String path) {
        try {
            return Files.readString(root.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read", e);
        }
    }

    /** Returns the paths of all files under a folder, relative to it, with slashes, sorted; hidden files are left out. */
    public List<String> under(String folder) {
        Path start = root.resolve(folder);
        try (Stream<Path> files = Files.walk(start)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> start.relativize(file).toString().replace('\\', '/'))
                    .filter(path -> Stream.of(path.split("/")).noneMatch(part -> part.startsWith(".")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be listed", e);
        }
    }
}
