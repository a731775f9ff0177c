package dev.quartet.dashboard.csv;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes RFC 4180 records: fields with commas, quotes or line breaks are quoted, lines end with CRLF. What a spreadsheet would take
 * for a formula gets an apostrophe in front (OWASP, "CSV Injection").
 */
public final class Csv {
    /** With the header parameter of RFC 4180. */
    public static final String CONTENT_TYPE = "text/csv; charset=utf-8; header=present";

    private static final Pattern FORMULA = Pattern.compile("^\\s*[=+\\-@\\t\\r].*", Pattern.DOTALL);
    private static final Pattern QUOTED = Pattern.compile("[\",\\r\\n]");

    private final StringBuilder text = new StringBuilder();

    /** Adds a record of texts. */
    public Csv texts(List<String> fields) {
        return line(fields.stream().map(Csv::field).toList());
    }

    /** Adds a record of numbers below a name; where there is no number the field is empty. */
    public Csv numbers(String name, List<OptionalDouble> values) {
        return numbers(List.of(name), values);
    }

    /** Adds a record of texts and numbers; where there is no number the field is empty. */
    public Csv numbers(List<String> texts, List<OptionalDouble> values) {
        return line(Stream.concat(
                        texts.stream().map(Csv::field),
                        values.stream().map(value -> value.isEmpty() ? "" : number(value.getAsDouble())))
                .toList());
    }

    private Csv line(List<String> fields) {
        text.append(String.join(",", fields)).append("\r\n");
        return this;
    }

    private static String field(String text) {
        String safe = FORMULA.matcher(text).matches() ? "'" + text : text;
        return QUOTED.matcher(safe).find() ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    /** All digits, never an exponent, which some programs read as text. */
    private static String number(double value) {
        return Double.isFinite(value)
                ? new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString()
                : "";
    }

    /** The records in UTF-8; marked as such where it matters, since spreadsheets take other text for the system's code page. */
    public byte[] bytes() {
        boolean ascii = text.chars().allMatch(letter -> letter < 128);
        return ((ascii ? "" : "\uFEFF") + text).getBytes(StandardCharsets.UTF_8);
    }
}
