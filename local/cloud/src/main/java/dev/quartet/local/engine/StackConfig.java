package dev.quartet.local.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A stack's configuration as Pulumi hands it to a program: full key ({@code quartet:dax}) to text; lists and objects as
 * JSON. Immutable.
 */
public record StackConfig(Map<String, String> values) {
    private static final JsonMapper JSON = new JsonMapper();

    public StackConfig {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /**
     * Reads {@code Pulumi.<stack>.yaml} of {@code project} in {@code directory}; a key without a namespace belongs to the
     * project. Throws {@link ProgramException} naming file and key for what cannot be used.
     */
    public static StackConfig read(Path directory, String project, String stack) {
        var file = directory.resolve("Pulumi." + stack + ".yaml");
        var result = new TreeMap<String, String>();
        if (yaml(file).get("config") instanceof Map<?, ?> config) {
            for (var entry : config.entrySet()) {
                var key = String.valueOf(entry.getKey());
                result.put(key.contains(":") ? key : project + ":" + key, text(file, key, entry.getValue()));
            }
        }
        return new StackConfig(result);
    }

    /** Returns the value of {@code key}; throws {@link ProgramException} when it is not set. */
    public String require(String key) {
        var value = values.get(key);
        if (value == null) {
            throw new ProgramException("the stack's configuration has no " + key);
        }
        return value;
    }

    /** Returns all values as one JSON object. */
    String json() {
        return JSON.writeValueAsString(values);
    }

    static Map<?, ?> yaml(Path file) {
        try {
            Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
            if (document instanceof Map<?, ?> map) {
                return map;
            }
            throw new ProgramException(file + " is not a YAML mapping");
        } catch (IOException e) {
            throw new ProgramException("cannot read " + file + ": " + e.getMessage(), e);
        } catch (YAMLException e) {
            throw new ProgramException(file + " is not YAML: " + e.getMessage(), e);
        }
    }

    private static String text(Path file, String key, Object value) {
        if (value instanceof Map<?, ?> map && map.containsKey("secure")) {
            throw new ProgramException(
                    "%s: %s is encrypted; only the Pulumi CLI can read it. Give the local stack a plain value"
                            .formatted(file, key));
        }
        return value instanceof Map || value instanceof Iterable
                ? JSON.writeValueAsString(value)
                : String.valueOf(value);
    }
}
