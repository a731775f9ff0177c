package dev.quartet.e2e.charts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A chart or a tile's figure, as a page shows it.
 *
 * @param title as its columns of the CSV begin
 * @param lines by id; a tile has one, of which only the CSV tells the values
 * @param number what a tile says in large; empty for charts
 * @param unit behind the numbers; {@code %} of fractions of one
 * @param command that its button offers; empty where it has none
 */
public record Shown(
        String id, String title, Map<String, Drawn> lines, String number, String unit, JsonNode frame, String command) {
    /** A line with its name, and what is drawn, and what the CSV says. */
    public record Drawn(String name, Buckets drawn, Buckets downloaded) {}

    private static final Pattern FIELD = Pattern.compile("\"((?:[^\"]|\"\")*)\"|([^,]*)");

    /** Reads what shown.js brought. */
    public static List<Shown> of(String json) {
        var page = JsonMapper.shared().readTree(json);
        var table = page.path("csv").asString().lines().map(Shown::fields).toList();
        var all = new ArrayList<Shown>();
        int column = 1;
        for (var part : page.path("parts")) {
            var lines = new LinkedHashMap<String, Drawn>();
            for (var line : part.path("lines")) {
                var header = column < table.getFirst().size() ? table.getFirst().get(column) : "missing";
                var begin =
                        part.path("title").asString() + ": " + line.path("name").asString();
                if (!header.startsWith(begin)) {
                    throw new AssertionError("column %d of the CSV is '%s', not '%s'".formatted(column, header, begin));
                }
                lines.put(
                        line.path("id").asString(),
                        new Drawn(
                                line.path("name").asString(),
                                drawn(line.path("points")),
                                column(table, column, header.endsWith("(%)") ? 0.01 : 1)));
                column++;
            }
            all.add(new Shown(
                    part.path("id").asString(),
                    part.path("title").asString(),
                    lines,
                    part.path("number").asString(""),
                    part.path("unit").asString("").strip(),
                    part.path("frame"),
                    part.path("command").asString("")));
        }
        if (column != table.getFirst().size()) {
            throw new AssertionError("the CSV has columns of which the page shows nothing: " + table.getFirst());
        }
        return all;
    }

    private static Buckets drawn(JsonNode points) {
        var values = new TreeMap<Long, Double>();
        points.forEach(
                point -> values.put(point.get(0).asLong() / 1000, point.get(1).asDouble()));
        return new Buckets(values);
    }

    private static Buckets column(List<List<String>> table, int column, double factor) {
        var values = new TreeMap<Long, Double>();
        for (var row : table.subList(1, table.size())) {
            if (!row.get(column).isEmpty()) {
                values.put(
                        Instant.parse(row.getFirst()).getEpochSecond(), Double.parseDouble(row.get(column)) * factor);
            }
        }
        return new Buckets(values);
    }

    /** The fields of one record of RFC 4180; none of these has a line break. */
    private static List<String> fields(String line) {
        var fields = new ArrayList<String>();
        var field = FIELD.matcher(line.startsWith("\uFEFF") ? line.substring(1) : line);
        int at = 0;
        while (field.find(at)) {
            fields.add(field.group(1) == null ? field.group(2) : field.group(1).replace("\"\"", "\""));
            at = field.end() + 1;
            if (at > line.length()) {
                break;
            }
        }
        return fields;
    }
}
