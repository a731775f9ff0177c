package dev.quartet.functions.services.events;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The schemas in docs/events. The tests run in their module's folder, as Maven does it. */
public final class Schemas {
    private static final Path FOLDER = Path.of("../../docs/events");
    private static final Map<String, Schema> BY_FILE = load();

    private Schemas() {}

    private static Map<String, Schema> load() {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        Map<String, Schema> schemas = new TreeMap<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".schema.json"))
                    .toList()) {
                schemas.put(file.getFileName().toString(), registry.getSchema(Files.readString(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return schemas;
    }

    static Map<String, Schema> all() {
        return BY_FILE;
    }

    /** order-placed.v1.schema.json for OrderPlaced 1. */
    static String file(Event event) {
        String words = event.type().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
        return words + ".v" + event.schemaVersion() + ".schema.json";
    }

    /** What the schema of the event's type has against a message. */
    public static List<Error> errors(Event event, String message) {
        Schema schema = BY_FILE.get(file(event));
        if (schema == null) {
            throw new AssertionError("docs/events has no " + file(event));
        }
        return schema.validate(
                message, InputFormat.JSON, run -> run.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }
}
