package dev.quartet.local.cloudfront.logs;

import dev.quartet.local.cloudfront.config.AccessLogEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import tools.jackson.core.io.JsonStringEncoder;

/** How a log file is written, gzip around it. */
enum LogFormat {
    /** One object a line, values as texts. */
    JSON("json") {
        @Override
        void line(StringBuilder out, List<LogFields.Field> fields, String delimiter, AccessLogEntry entry) {
            out.append('{');
            for (var field : fields) {
                out.append(out.charAt(out.length() - 1) == '{' ? "\"" : ",\"")
                        .append(field.name())
                        .append("\":\"");
                ENCODER.quoteAsString(field.text(entry), out);
                out.append('"');
            }
            out.append('}');
        }
    },
    /** W3C's extended format: two head lines, tabs between fields, what is not printable encoded. */
    W3C("w3c") {
        @Override
        void head(StringBuilder out, List<LogFields.Field> fields) {
            out.append("#Version: 1.0\n#Fields: ")
                    .append(fields.stream().map(LogFields.Field::name).collect(Collectors.joining(" ")))
                    .append('\n');
        }

        @Override
        void line(StringBuilder out, List<LogFields.Field> fields, String delimiter, AccessLogEntry entry) {
            separated(out, fields, "\t", entry);
        }
    },
    /** Fields with the delivery's own delimiter between them. */
    PLAIN("plain") {
        @Override
        void line(StringBuilder out, List<LogFields.Field> fields, String delimiter, AccessLogEntry entry) {
            separated(out, fields, delimiter, entry);
        }
    };

    private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();

    private final String word;

    LogFormat(String word) {
        this.word = word;
    }

    /** Returns the format of that name; throws {@link IllegalArgumentException} saying what is allowed. */
    static LogFormat of(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "outputFormat '%s'; the local cloud writes json, w3c and plain".formatted(word)));
    }

    /** Returns a whole file, compressed. */
    byte[] file(List<LogFields.Field> fields, String delimiter, List<AccessLogEntry> entries) {
        var text = new StringBuilder();
        head(text, fields);
        for (var entry : entries) {
            line(text, fields, delimiter, entry);
            text.append('\n');
        }
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    void head(StringBuilder out, List<LogFields.Field> fields) {}

    abstract void line(StringBuilder out, List<LogFields.Field> fields, String delimiter, AccessLogEntry entry);

    private static void separated(
            StringBuilder out, List<LogFields.Field> fields, String delimiter, AccessLogEntry entry) {
        var first = true;
        for (var field : fields) {
            out.append(first ? "" : delimiter).append(encoded(field.text(entry)));
            first = false;
        }
    }

    private static String encoded(String text) {
        return text.chars().allMatch(c -> c > 0x20 && c < 0x7F)
                ? text
                : URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
