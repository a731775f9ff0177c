package dev.quartet.local.lambda;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JDK AOT caches (<a href="https://openjdk.org/jeps/514">JEP 514</a>) of functions' classes: what SnapStart is on AWS. One for
 * each zip, runtime and JDK, kept over runs; a JDK before 25 has none. Thread-safe.
 */
final class StartupCaches {
    private static final Logger log = LoggerFactory.getLogger(StartupCaches.class);
    private static final int FIRST_JDK = 25;
    private static final String DRAFT = ".new";

    private final LambdaOptions options;
    private final Set<Path> claimed = ConcurrentHashMap.newKeySet();

    StartupCaches(LambdaOptions options) {
        this.options = options;
    }

    /** Returns the version's cache, if it is there. */
    Optional<Path> find(FunctionVersion version) {
        return file(version).filter(Files::isRegularFile);
    }

    /** Returns where the version's cache is to be written, when it is to be written now; to be settled afterwards. */
    Optional<Path> claim(FunctionVersion version) {
        return file(version)
                .filter(file -> !Files.exists(file) && claimed.add(file))
                .map(StartupCaches::draft);
    }

    /** Takes a cache that was written to {@code draft} in place of the version's older ones, or forgets it. */
    void settle(FunctionVersion version, Path draft, boolean good) {
        try {
            if (!good || !Files.exists(draft)) {
                Files.deleteIfExists(draft);
                return;
            }
            var name = draft.getFileName().toString();
            var file = draft.resolveSibling(name.substring(0, name.length() - DRAFT.length()));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            var ours = Pattern.compile(Pattern.quote(version.name()) + "-[0-9a-f]{16}\\.aot(\\.new(\\.config)?)?");
            try (var others = Files.newDirectoryStream(options.startupCaches().orElseThrow())) {
                for (var other : others) {
                    // Drafts too: what an interrupted run has left.
                    if (!other.equals(file)
                            && ours.matcher(other.getFileName().toString()).matches()) {
                        Files.delete(other);
                    }
                }
            }
        } catch (IOException e) {
            log.debug("cannot keep {}", draft, e);
        }
    }

    private static Path draft(Path file) {
        return file.resolveSibling(file.getFileName() + DRAFT);
    }

    /** Returns the cache's file; none where the JDK cannot, or has to start from folders, which it does not archive. */
    private Optional<Path> file(FunctionVersion version) {
        var jars = Stream.concat(options.runtimeClassPath().stream(), version.code().classPath().stream())
                .toList();
        if (Runtime.version().feature() < FIRST_JDK
                || options.startupCaches().isEmpty()
                || jars.stream().anyMatch(Files::isDirectory)) {
            return Optional.empty();
        }
        var key = new StringBuilder(System.getProperty("java.vm.version", ""))
                .append(System.getProperty("java.home", ""))
                .append(version.handler());
        try {
            for (var jar : jars) {
                key.append(jar).append(Files.size(jar)).append(Files.getLastModifiedTime(jar));
            }
            var directory = Files.createDirectories(options.startupCaches().get());
            return Optional.of(directory.resolve(version.name() + "-" + hash(key.toString()) + ".aot"));
        } catch (IOException e) {
            log.debug("no start-up cache for {}", version.name(), e);
            return Optional.empty();
        }
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
