package dev.quartet.local.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/**
 * Where end-to-end tests find which permissions their clouds needed: a file for each run in the folder that {@code
 * QUARTET_ACCESS_RECORDS} names.
 */
final class AccessFile {
    private static final String VARIABLE = "QUARTET_ACCESS_RECORDS";

    private AccessFile() {}

    /**
     * Writes {@code record}, where the environment asks for it.
     *
     * @param changed if a test altered the program: what it grants then is not what it grants
     */
    static void write(Map<String, String> environment, boolean changed, String record) throws IOException {
        var folder = environment.getOrDefault(VARIABLE, "");
        if (!folder.isEmpty()) {
            var directory = Files.createDirectories(Path.of(folder));
            Folders.write(directory.resolve((changed ? "changed-" : "program-") + UUID.randomUUID() + ".json"), record);
        }
    }
}
