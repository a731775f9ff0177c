package dev.quartet.local.engine;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.process.ProcessSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A Pulumi program and the stack to run it for. Immutable.
 *
 * @param directory of Pulumi.yaml; the program's working directory
 * @param command what to start
 */
public record Program(Path directory, List<String> command, String project, String stack, StackConfig config) {
    public Program {
        requireNonNull(directory, "directory is null");
        command = List.copyOf(command);
        requireNonNull(project, "project is null");
        requireNonNull(stack, "stack is null");
        requireNonNull(config, "config is null");
    }

    /**
     * Reads Pulumi.yaml and the stack's file in {@code directory}; runs the jar of {@code runtime.options.binary}, as the
     * Pulumi CLI does.
     */
    public static Program load(Path directory, String stack) {
        var file = directory.resolve("Pulumi.yaml");
        var project = StackConfig.yaml(file);
        if (!(project.get("name") instanceof String name)
                || !(project.get("runtime") instanceof Map<?, ?> runtime)
                || !(runtime.get("options") instanceof Map<?, ?> options)
                || !(options.get("binary") instanceof String binary)) {
            throw new ProgramException(file + " must have name and runtime.options.binary");
        }
        var jar = directory.resolve(binary);
        if (!Files.isRegularFile(jar)) {
            throw new ProgramException("the program is not built: no " + jar);
        }
        var command = List.of(ProcessSpec.java(), "-jar", jar.toString());
        return new Program(directory, command, name, stack, StackConfig.read(directory, name, stack));
    }

    /** Returns this program with {@code values} over its configuration; a key without a namespace belongs to the project. */
    public Program with(Map<String, String> values) {
        var all = new TreeMap<>(config.values());
        values.forEach((key, value) -> all.put(key.contains(":") ? key : project + ":" + key, value));
        return new Program(directory, command, project, stack, new StackConfig(all));
    }
}
