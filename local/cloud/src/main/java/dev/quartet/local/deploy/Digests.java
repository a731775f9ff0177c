package dev.quartet.local.deploy;

import dev.quartet.local.core.Asset;
import dev.quartet.local.core.ProvisionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Arguments in a form that can be compared later: files count by their content, as it is now. Thread-safe. */
final class Digests {
    /** Functions share zips: each is read once. */
    private final Map<Stamp, String> known = new ConcurrentHashMap<>();

    private record Stamp(Path file, long size, FileTime modified) {}

    /** Returns {@code inputs} with texts in the place of files. */
    Map<String, Object> of(Map<String, Object> inputs) {
        var result = new TreeMap<String, Object>();
        inputs.forEach((property, value) -> {
            var plain = plain(value);
            if (plain != null) {
                result.put(property, plain);
            }
        });
        return result;
    }

    private @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Asset asset ->
                asset.path()
                        .map(this::path)
                        .orElseGet(() -> "text:" + asset.text().orElse(""));
            case Map<?, ?> map -> {
                var result = new TreeMap<String, Object>();
                map.forEach((key, element) -> {
                    var plain = plain(element);
                    if (plain != null) {
                        result.put(String.valueOf(key), plain);
                    }
                });
                yield result;
            }
            case List<?> list -> {
                var result = new ArrayList<Object>();
                for (var element : list) {
                    var plain = plain(element);
                    if (plain != null) {
                        result.add(plain);
                    }
                }
                yield result;
            }
            default -> value;
        };
    }

    private String path(Path path) {
        try {
            if (!Files.isDirectory(path)) {
                return "file:" + hash(path);
            }
            try (var files = Files.walk(path)) {
                var all = new TreeMap<String, String>();
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    all.put(path.relativize(file).toString(), hash(file));
                }
                return "folder:" + all;
            }
        } catch (IOException e) {
            throw new ProvisionException("%s cannot be read: %s".formatted(path, e.getMessage()), e);
        }
    }

    private String hash(Path file) throws IOException {
        var stamp = new Stamp(file, Files.size(file), Files.getLastModifiedTime(file));
        try {
            return known.computeIfAbsent(stamp, key -> sha256(file));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static String sha256(Path file) {
        try (var in = Files.newInputStream(file)) {
            var digest = MessageDigest.getInstance("SHA-256");
            var buffer = new byte[64 * 1024];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
