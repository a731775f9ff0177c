package dev.quartet.local.lambda;

import dev.quartet.local.core.ProvisionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** Unpacks each zip once, whichever functions share it. Thread-safe. */
final class CodeStore implements AutoCloseable {
    private final Path directory;
    private final Map<String, Code> known = new ConcurrentHashMap<>();

    /** Creates a store below {@code directory}. */
    CodeStore(Path directory) {
        this.directory = directory.toAbsolutePath();
    }

    /** Unpacks {@code zip}; throws {@link ProvisionException} naming {@code owner} for what Lambda would refuse. */
    Code unpack(String owner, Path zip) {
        if (!Files.isRegularFile(zip)) {
            throw new ProvisionException(
                    "%s: code %s is not a file; build the function's zip first".formatted(owner, zip));
        }
        try {
            long size = Files.size(zip);
            if (size > LambdaLimits.ZIP) {
                throw new ProvisionException("%s: code %s has %d bytes; RequestEntityTooLargeException: allowed are %d"
                        .formatted(owner, zip, size, LambdaLimits.ZIP));
            }
            var hash = sha256(zip);
            return known.computeIfAbsent(HexFormat.of().formatHex(hash), key -> unpack(owner, zip, key, hash, size));
        } catch (IOException e) {
            throw new ProvisionException("%s: cannot read code %s: %s".formatted(owner, zip, e.getMessage()), e);
        }
    }

    /** Makes the folders writable again, so that whoever owns the work directory can delete them. */
    @Override
    public void close() {
        for (var code : known.values()) {
            try (var paths = Files.walk(code.root())) {
                paths.filter(Files::isDirectory).forEach(path -> path.toFile().setWritable(true, true));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot release " + code.root(), e);
            }
        }
    }

    private Code unpack(String owner, Path zip, String key, byte[] hash, long size) {
        var root = directory.resolve(key.substring(0, 32));
        try {
            Files.createDirectories(root);
            extract(owner, zip, root);
            seal(root);
            return new Code(root, classPath(root), Base64.getEncoder().encodeToString(hash), size);
        } catch (IOException e) {
            throw new ProvisionException("%s: cannot unpack code %s: %s".formatted(owner, zip, e.getMessage()), e);
        }
    }

    private static void extract(String owner, Path zip, Path root) throws IOException {
        long left = LambdaLimits.UNZIPPED;
        try (var file = new ZipFile(zip.toFile())) {
            for (var entries = file.entries(); entries.hasMoreElements(); ) {
                var entry = entries.nextElement();
                var target = root.resolve(entry.getName()).normalize();
                if (!target.startsWith(root)) {
                    throw new ProvisionException(
                            "%s: code %s holds the entry '%s', which leaves its folder".formatted(owner, zip, entry));
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(parent(target));
                try (InputStream in = file.getInputStream(entry);
                        var out = Files.newOutputStream(target)) {
                    left -= copy(in, out, left);
                }
                // The zip's own times, so that start-up caches, which go by them, hold for the next run.
                Files.setLastModifiedTime(target, entry.getLastModifiedTime());
                if (left < 0) {
                    throw new ProvisionException("%s: code %s: Unzipped size must be smaller than %d bytes"
                            .formatted(owner, zip, LambdaLimits.UNZIPPED));
                }
            }
        }
    }

    /** Copies until the end, or until more than {@code limit} bytes were seen: an entry's stated size proves nothing. */
    private static long copy(InputStream in, java.io.OutputStream out, long limit) throws IOException {
        var buffer = new byte[64 * 1024];
        long copied = 0;
        for (int read = in.read(buffer); read >= 0 && copied <= limit; read = in.read(buffer)) {
            out.write(buffer, 0, read);
            copied += read;
        }
        return copied;
    }

    private static void seal(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            paths.forEach(path -> path.toFile().setWritable(false, false));
        }
    }

    /** Returns the root, where it holds anything beside lib, and lib's jars by name: Lambda's order for Java. */
    private static List<Path> classPath(Path root) throws IOException {
        var result = new ArrayList<Path>();
        var lib = root.resolve("lib");
        try (var entries = Files.list(root)) {
            if (entries.anyMatch(entry -> !entry.equals(lib))) {
                result.add(root);
            }
        }
        if (Files.isDirectory(lib)) {
            try (var jars = Files.list(lib)) {
                jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().forEach(result::add);
            }
        }
        return result;
    }

    private static Path parent(Path file) {
        var parent = file.getParent();
        if (parent == null) {
            throw new IllegalStateException(file + " has no parent");
        }
        return parent;
    }

    private static byte[] sha256(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var digest = MessageDigest.getInstance("SHA-256");
            var buffer = new byte[64 * 1024];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
