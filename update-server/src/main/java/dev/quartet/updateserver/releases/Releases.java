package dev.quartet.updateserver.releases;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/** The folder of releases: {@code <channel>/latest.json} and {@code <channel>/<version>/<file>}. Thread-safe. */
public final class Releases {
    private static final String POINTER = "latest.json";
    /** Changes with each release; a server that fails leaves the last one standing for a day. */
    private static final String BRIEFLY = "public, max-age=60, stale-if-error=86400";
    /** A version's files never change. */
    private static final String FOR_GOOD = "public, max-age=31536000, immutable";

    private final Path root;
    private final boolean mounted;

    /** @param mounted if the folder counts only while another file system is mounted there */
    public Releases(Path root, boolean mounted) {
        this.root = requireNonNull(root, "root is null");
        this.mounted = mounted;
    }

    /** The folder cannot be read: nobody knows whether a file exists. */
    public static final class UnavailableException extends Exception {
        UnavailableException(String message, Throwable cause) {
            super(message, cause);
        }

        UnavailableException(String message) {
            super(message);
        }
    }

    /** Returns the file at {@code rawPath}, percent-encoded as it came; empty when there is none that is anybody's to see. */
    public Optional<ReleaseFile> find(String rawPath) throws UnavailableException {
        var names = RequestPath.parse(rawPath);
        if (names.isEmpty()) {
            return Optional.empty();
        }
        try {
            var realRoot = root.toRealPath();
            var wanted = realRoot;
            for (var name : names.get()) {
                wanted = wanted.resolve(name);
            }
            var real = wanted.toRealPath();
            if (!visible(realRoot, real)) {
                return Optional.empty();
            }
            var attributes = Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isRegularFile()) {
                return Optional.empty();
            }
            return Optional.of(new ReleaseFile(
                    real,
                    attributes.size(),
                    attributes.lastModifiedTime().toInstant(),
                    ContentTypes.of(names.get().getLast()),
                    cacheControl(names.get())));
        } catch (NoSuchFileException | NotDirectoryException e) {
            requireReadable();
            return Optional.empty();
        } catch (FileSystemException e) {
            // A name that is too long, or a file where a folder should be; or the file system itself.
            requireReadable();
            if (e.getReason() != null
                    && (e.getReason().contains("too long") || e.getReason().contains("Not a dir"))) {
                return Optional.empty();
            }
            throw new UnavailableException("a release cannot be read: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UnavailableException("the releases cannot be read: " + e.getMessage(), e);
        }
    }

    /** Returns when the folder can be read; throws else. */
    public void requireReadable() throws UnavailableException {
        try (var entries = Files.newDirectoryStream(root)) {
            var unused = entries.iterator().hasNext(); // a stale mount fails here, not before
            if (mounted) {
                var parent = root.toRealPath().getParent();
                if (parent != null && Files.getFileStore(root).equals(Files.getFileStore(parent))) {
                    throw new UnavailableException("nothing is mounted at " + root);
                }
            }
        } catch (IOException e) {
            throw new UnavailableException("%s cannot be read: %s".formatted(root, e), e);
        }
    }

    private static boolean visible(Path realRoot, Path real) {
        if (!real.startsWith(realRoot)) {
            return false; // a link out
        }
        for (var name : realRoot.relativize(real)) {
            if (!RequestPath.allowed(name.toString())) {
                return false; // a link to a hidden file
            }
        }
        return true;
    }

    private static String cacheControl(List<String> names) {
        return names.size() >= 3 && !names.getLast().equals(POINTER) ? FOR_GOOD : BRIEFLY;
    }
}
