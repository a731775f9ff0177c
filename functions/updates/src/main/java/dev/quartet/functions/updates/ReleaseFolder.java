package dev.quartet.functions.updates;

import dev.quartet.functions.common.InvalidJsonException;
import dev.quartet.functions.common.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folder that update servers serve: {@code <channel>/<version>/<files>}, {@code <channel>/<version>/release.json},
 * {@code <channel>/latest.json}. Whatever is on its way there lies under {@code .staging}, which servers refuse; it moves by one rename,
 * so a reader sees all of it or nothing.
 */
final class ReleaseFolder {
    private static final String LATEST = "latest.json";

    private final Path root;

    /** @param root must exist: it is a mounted file system, and a folder made in its stead would be served to nobody */
    ReleaseFolder(Path root) {
        this.root = root;
    }

    /** The manifest of a version that is published; empty if it is not. */
    Optional<Manifest> published(ReleaseId release) {
        Path manifest = root.resolve(release.path()).resolve(ReleaseId.MANIFEST);
        try {
            return Optional.of(Manifest.of(Files.readAllBytes(manifest)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the folder cannot be read", e);
        }
    }

    /** Makes an empty folder for a release on its way; removes what an earlier publisher of the channel left behind. */
    Path stage(ReleaseId release, String attempt) {
        if (!Files.isDirectory(root)) {
            throw new UncheckedIOException(
                    new NoSuchFileException(root.toString(), null, "the file system is not mounted"));
        }
        Path channel = root.resolve(".staging").resolve(release.channel());
        try {
            remove(channel);
            return Files.createDirectories(channel.resolve(attempt));
        } catch (IOException e) {
            throw new UncheckedIOException("the staging folder cannot be made", e);
        }
    }

    /** Shows a staged release, with its manifest, all at once. */
    void show(ReleaseId release, Path staged, Manifest manifest) {
        Path channel = root.resolve(release.channel());
        try {
            write(staged.resolve(ReleaseId.MANIFEST), manifest.bytes());
            Files.createDirectories(channel);
            // Never over an existing one: a folder with something in it cannot be replaced.
            Files.move(staged, channel.resolve(release.version()), StandardCopyOption.ATOMIC_MOVE);
            sync(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("the release cannot be moved to where it is served", e);
        }
    }

    /** The version in a channel's latest.json; empty while there is none. */
    Optional<String> latest(String channel) {
        Path file = root.resolve(channel).resolve(LATEST);
        try {
            return Json.object(Files.readAllBytes(file)).get("version") instanceof String version
                    ? Optional.of(version)
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (InvalidJsonException e) {
            throw new IllegalStateException(file + " " + e.getMessage() + "; restore or remove it", e);
        } catch (IOException e) {
            throw new UncheckedIOException("the folder cannot be read", e);
        }
    }

    /** Replaces a channel's latest.json at once. */
    void moveLatest(ReleaseId release, String attempt, Map<String, @Nullable Object> latest) {
        try {
            Path staging = Files.createDirectories(root.resolve(".staging").resolve(release.channel()));
            Path staged = staging.resolve(attempt + "-" + LATEST);
            write(staged, Json.bytes(latest));
            Path channel = root.resolve(release.channel());
            Files.move(
                    staged,
                    channel.resolve(LATEST),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            sync(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(LATEST + " cannot be replaced", e);
        }
    }

    /** Removes what a release that was not shown left. */
    void unstage(Path staged) {
        try {
            remove(staged);
        } catch (IOException e) {
            throw new UncheckedIOException("the staging folder cannot be cleared", e);
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try (InputStream in = new java.io.ByteArrayInputStream(bytes)) {
            Copy.to(file, in, bytes.length, () -> {});
        }
    }

    /** A rename is on disk only when its folder is. */
    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void remove(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
