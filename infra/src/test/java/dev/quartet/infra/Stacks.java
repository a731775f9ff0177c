package dev.quartet.infra;

import dev.quartet.infra.graph.Recorder;
import dev.quartet.infra.graph.StackGraph;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The stacks that the tests look at: those of the committed configurations, each run once. */
final class Stacks {
    private static final Pattern ENTRY = Pattern.compile("^ {2}([a-z]+:[A-Za-z]+): *(.*)$");
    private static final Pattern ELEMENT = Pattern.compile("^ {4}- (.*)$");
    static final Map<String, StackGraph> BY_NAME = new LinkedHashMap<>();

    static {
        for (String stack : List.of("local", "dev", "prod")) {
            BY_NAME.put(stack, Recorder.record(stack, config(stack)));
        }
    }

    private Stacks() {}

    static StackGraph get(String stack) {
        return BY_NAME.get(stack);
    }

    /** Reads the plain keys and one-line lists of a Pulumi.<stack>.yaml. */
    static Map<String, String> config(String stack) {
        Map<String, String> config = new LinkedHashMap<>();
        String key = "";
        for (String line : lines(Path.of("..", "Pulumi." + stack + ".yaml"))) {
            Matcher entry = ENTRY.matcher(line);
            Matcher element = ELEMENT.matcher(line);
            if (entry.matches()) {
                key = entry.group(1);
                config.put(key, entry.group(2).replace("\"", ""));
            } else if (element.matches()) {
                config.merge(key, element.group(1), (a, b) -> a.isEmpty() ? b : a + "," + b);
            }
        }
        return config;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
