package dev.quartet.local.cli;

import dev.quartet.e2e.StackAccess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A folder like the clone, but with the to-do function's zip as its own, so that a test may change it. */
final class ClonedProgram {
    private static final Path ZIP = Path.of("functions/todo/target/todo.zip");

    private final Path root;

    private ClonedProgram(Path root) {
        this.root = root;
    }

    /** Makes it in {@code root}: all else is a link to the clone's. */
    static ClonedProgram in(Path root) throws IOException {
        Files.createDirectories(root.resolve(ZIP).getParent());
        link(StackAccess.clonesRoot(), root, "functions");
        link(StackAccess.clonesRoot().resolve("functions"), root.resolve("functions"), "todo");
        Files.copy(StackAccess.clonesRoot().resolve(ZIP), root.resolve(ZIP));
        return new ClonedProgram(root);
    }

    Path root() {
        return root;
    }

    /** Gives the function other code: a file more, which changes nothing of what it does. */
    void changeTodoFunction(String content) throws IOException {
        var zip = URI.create("jar:" + root.resolve(ZIP).toUri());
        try (var files = FileSystems.newFileSystem(zip, Map.of())) {
            Files.writeString(files.getPath("lib/release.txt"), content);
        }
    }

    private static void link(Path from, Path to, String except) throws IOException {
        try (var entries = Files.list(from)) {
            for (var entry : entries.toList()) {
                var name = entry.getFileName();
                if (!name.toString().equals(except) && !name.toString().startsWith(".")) {
                    Files.createSymbolicLink(to.resolve(name), entry);
                }
            }
        }
    }
}
