package dev.quartet.dashboard.ui;

import dev.quartet.dashboard.csv.Csv;
import dev.quartet.dashboard.metric.Series;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What charts show as comma-separated values: a record for each bucket, by its start in UTC, and a column for each line. */
final class ChartCsv {
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HHmm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private record Column(String name, Series series, boolean percent) {
        /** Fractions of one are percentages for people. */
        OptionalDouble at(long second) {
            OptionalDouble value = series.at(second);
            return percent && value.isPresent()
                    ? OptionalDouble.of(BigDecimal.valueOf(value.getAsDouble())
                            .movePointRight(2)
                            .doubleValue())
                    : value;
        }
    }

    private ChartCsv() {}

    /**
     * @param several whether columns name their chart
     */
    static byte[] of(List<ChartModel> charts, boolean several, Words words) {
        List<Column> columns = new ArrayList<>();
        for (ChartModel chart : charts) {
            String prefix = several ? chart.title() + ": " : "";
            for (ChartModel.Line line : chart.lines()) {
                columns.add(column(prefix + line.name(), chart, line.series()));
                Series before = line.before();
                if (before != null) {
                    columns.add(column(prefix + words.of("compare.series", line.name()), chart, before));
                }
            }
        }
        TreeSet<Long> times = new TreeSet<>();
        columns.forEach(column -> {
            for (int i = 0; i < column.series().size(); i++) {
                times.add(column.series().secondAt(i));
            }
        });
        List<String> header = new ArrayList<>(List.of("time"));
        columns.forEach(column -> header.add(column.name()));
        Csv csv = new Csv().texts(header);
        times.forEach(second -> csv.numbers(
                Instant.ofEpochSecond(second).toString(),
                columns.stream().map(column -> column.at(second)).toList()));
        return csv.bytes();
    }

    private static Column column(String name, ChartModel chart, Series series) {
        String unit = chart.unit().strip();
        return new Column(unit.isEmpty() ? name : name + " (" + unit + ")", series, unit.equals("%"));
    }

    /** Such as {@code quartet-todo-api_2026-11-22T1000Z_2026-11-22T1100Z.csv}. */
    static String fileName(String path, String chart, List<Instant> times) {
        String view = path.isEmpty() ? "overview" : path;
        String name = ("quartet-" + view + (chart.isEmpty() ? "" : "-" + chart.replaceFirst("^(chart|figure)-", "")))
                .replaceAll("[^A-Za-z0-9._-]+", "-");
        return times.stream().map(MINUTES::format).collect(Collectors.joining("_", name + "_", ".csv"));
    }
}
