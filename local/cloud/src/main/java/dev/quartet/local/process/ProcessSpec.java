package dev.quartet.local.process;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to start.
 *
 * @param name for logs and thread names
 * @param environment the whole environment: nothing is inherited but what is named here
 */
public record ProcessSpec(String name, List<String> command, Map<String, String> environment, Path directory) {
    public ProcessSpec {
        requireNonNull(name, "name is null");
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        requireNonNull(directory, "directory is null");
    }

    /** Returns the java binary that runs this process too. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
