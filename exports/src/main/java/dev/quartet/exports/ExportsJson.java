package dev.quartet.exports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The contract as JSON; unknown keys are tolerated on reading, so that a newer stack may add some. Thread-safe. */
public final class ExportsJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ExportsJson() {}

    /** Reads a whole document; throws {@link InvalidExportsException} naming the key, its value and what is allowed. */
    public static StackExports read(String json) {
        return read(json, StackExports.class);
    }

    /** Reads one part, for example the document of one architecture. */
    public static <T extends Record> T read(String json, Class<T> type) {
        try {
            T part = MAPPER.readValue(json, type);
            if (part == null) {
                throw new IllegalArgumentException("the document is null");
            }
            return part;
        } catch (JacksonException | IllegalArgumentException e) {
            throw new InvalidExportsException("Not a " + type.getSimpleName() + " document: " + reason(e), e);
        }
    }

    /** Reads nested maps and lists, the form in which another program's stack reference has them; numbers may be floating there. */
    public static <T extends Record> T convert(Map<String, ?> outputs, Class<T> type) {
        return read(MAPPER.writeValueAsString(outputs), type);
    }

    /** Writes a whole document or a part of it on one line, keys in the contract's order. */
    public static String write(Record part) {
        return MAPPER.writeValueAsString(part);
    }

    /** Writes a whole document for people. */
    public static String writePretty(Record part) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(part);
    }

    /** Returns the contract's JSON schema, that of docs/exports.schema.json. */
    public static String schema() {
        try (InputStream schema = ExportsJson.class.getResourceAsStream("exports.schema.json")) {
            if (schema == null) {
                throw new IllegalStateException("exports.schema.json is not beside " + ExportsJson.class);
            }
            return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the document as nested maps and lists, the form that Pulumi outputs take. */
    public static Map<String, Object> toMap(Record part) {
        return MAPPER.convertValue(part, new TypeReference<Map<String, Object>>() {});
    }

    private static String reason(RuntimeException e) {
        if (e instanceof DatabindException d) {
            String path = path(d);
            Throwable cause = d.getCause() instanceof IllegalArgumentException i ? i : null;
            String text = cause == null ? d.getOriginalMessage() : cause.getMessage();
            return path.isEmpty() ? String.valueOf(text) : path + ": " + text;
        }
        return e instanceof JacksonException j ? j.getOriginalMessage() : String.valueOf(e.getMessage());
    }

    private static String path(DatabindException e) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }
}
