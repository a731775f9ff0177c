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
import org.jspecify.annotations.Nullable;

/** The folder of releases: {@code <channel>/latest.json} and {@code <channel>/<version>/<file>}. Thread-safe. */
public final class Releases {
    /** The root may be a link, which seldom leads elsewhere. */
    private static final long ROOT_NANOS = 1_000_000_000;

    private static final String POINTER = "latest.json";
    /** Changes with each release; a server that fails leaves the last one standing for a day. */
    private static final String BRIEFLY = "public, max-age=60, stale-if-error=86400";
    /** A version's files never change. */
    private static final String FOR_GOOD = "public, max-age=31536000, immutable";

    private final Path root;
    private final boolean mounted;
    private volatile @Nullable Known known;

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
            var found = look(names.get());
            if (found == null || !found.attributes().isRegularFile()) {
                return Optional.empty();
            }
            return Optional.of(new ReleaseFile(
                    found.real(),
                    found.attributes().size(),
                    found.attributes().lastModifiedTime().toInstant(),
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

    /** The root with its links followed, as it was a moment ago. */
    private record Known(Path root, long nanos) {
        boolean fresh() {
            return System.nanoTime() - nanos < ROOT_NANOS;
        }
    }

    private record Found(Path real, BasicFileAttributes attributes) {}

    /** Returns what is anybody's to see, every link on the way followed; null where that leads to what is not. */
    private @Nullable Found look(List<String> names) throws IOException {
        var realRoot = realRoot();
        var wanted = realRoot;
        @Nullable BasicFileAttributes attributes = null;
        for (var name : names) {
            wanted = wanted.resolve(name);
            attributes = attributes(wanted);
            if (attributes.isSymbolicLink()) {
                return follow(realRoot, names);
            }
        }
        // Without a link below the root, it is what was asked for, whose names are allowed.
        return attributes == null ? null : new Found(wanted, attributes);
    }

    private static @Nullable Found follow(Path realRoot, List<String> names) throws IOException {
        var real = realRoot.resolve(String.join("/", names)).toRealPath();
        return visible(realRoot, real) ? new Found(real, attributes(real)) : null;
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private Path realRoot() throws IOException {
        var last = known;
        if (last != null && last.fresh()) {
            return last.root();
        }
        var real = root.toRealPath();
        known = new Known(real, System.nanoTime());
        return real;
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
