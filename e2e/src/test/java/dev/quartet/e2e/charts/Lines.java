package dev.quartet.e2e.charts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** All that lines.txt says. */
public final class Lines {
    private static final Pattern LINE = Pattern.compile("(\\S+)\\s+(\\S+)\\s+(\\??)(\\S+)\\s+=\\s+(.+)");

    private record Entry(String view, String chart, boolean optional, String id, String formula) {
        private static Entry of(String text) {
            var line = LINE.matcher(text);
            if (!line.matches()) {
                throw new IllegalArgumentException("lines.txt: '%s'".formatted(text));
            }
            return new Entry(line.group(1), line.group(2), !line.group(3).isEmpty(), line.group(4), line.group(5));
        }
    }

    private final List<Entry> entries;

    private Lines(List<Entry> entries) {
        this.entries = entries;
    }

    public static Lines read() {
        try (var in = Objects.requireNonNull(Lines.class.getResourceAsStream("lines.txt"))) {
            return new Lines(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Entry::of)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the lines of a view's charts by chart and id, such as of {@code todo}, {@code services/orders} or {@code tile}. */
    public Map<String, Map<String, Line>> of(String view, Resources resources) {
        var service = view.startsWith("services/") ? view.substring("services/".length()) : "";
        var charts = new LinkedHashMap<String, Map<String, Line>>();
        for (var entry : entries) {
            boolean shared = !service.isEmpty() && entry.view().equals("service");
            boolean own = !service.isEmpty() && entry.view().equals("service/" + service);
            if (shared || own || entry.view().equals(view)) {
                var formula = Formula.parse(entry.formula().replace("$", service));
                for (var line :
                        new Line(entry.chart(), entry.id(), entry.optional(), formula, -1).expanded(resources)) {
                    charts.computeIfAbsent(entry.chart(), chart -> new LinkedHashMap<>())
                            .put(line.id(), line);
                }
            }
        }
        return charts;
    }
}
