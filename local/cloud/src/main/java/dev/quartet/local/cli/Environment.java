package dev.quartet.local.cli;

import dev.quartet.local.aws.RequestSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** {@code aws.env}, which {@code up} writes: lines {@code export NAME=value}. */
final class Environment {
    private static final String EXPORT = "export ";

    private Environment() {}

    /** Reads the variables; throws {@link CommandException} when the local cloud is not ready. */
    static Map<String, String> read(Path file) {
        Map<String, String> values = new HashMap<>();
        try {
            for (var line : Files.readAllLines(file)) {
                int equals = line.indexOf('=');
                if (line.startsWith(EXPORT) && equals > 0) {
                    values.put(line.substring(EXPORT.length(), equals), line.substring(equals + 1));
                }
            }
        } catch (IOException e) {
            throw new CommandException(ExitCode.UNAVAILABLE, "no " + file + ": the local cloud is not ready", e);
        }
        return values;
    }

    /** Returns what signs with the credentials of {@code file}. */
    static RequestSigner signer(Path file) {
        return RequestSigner.of(read(file));
    }
}
