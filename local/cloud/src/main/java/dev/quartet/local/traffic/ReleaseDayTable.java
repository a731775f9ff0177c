package dev.quartet.local.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;

/** Results of release days as a table for a terminal: a row for each figure, a column for each day. */
final class ReleaseDayTable {
    private static final String[] PREFIXES = {"", "k", "M", "G", "T"};

    private final List<ReleaseDayResult> days;
    private final List<String> lines = new ArrayList<>();

    private ReleaseDayTable(List<ReleaseDayResult> days) {
        this.days = days;
    }

    static List<String> of(List<ReleaseDayResult> days) {
        var table = new ReleaseDayTable(days);
        table.clients();
        table.origin();
        days.stream()
                .flatMap(day -> day.errors().stream())
                .distinct()
                .forEach(reason -> table.lines.add("  " + reason));
        return List.copyOf(table.lines);
    }

    private void clients() {
        row("", day -> day.path() == ReleaseDayOptions.Path.EDGE ? "by the edge" : "without it");
        row("clients", day -> number(day.clients()));
        row("their requests", day -> number(day.requests()));
        row("their bytes", day -> bytes((double) day.bytes()));
        row("  a second", day -> bytes(day.bytes() / day.seconds()));
        row("answers", day -> new TreeMap<>(day.statuses()).toString().replaceAll("[{}]", ""));
        row("verified downloads", day -> number(day.verified()));
        row("corrupt, given up", day -> day.corrupt() + ", " + day.abandoned());
        row("unfinished", day -> number(day.unfinished()));
        row("cut and resumed", day -> number(day.cut()));
        row("broken and resumed", day -> number(day.broken()));
        row("manifest p50, p99", day -> millis(day.manifestP50Millis(), day.manifestP99Millis()));
        row("range p50, p99", day -> millis(day.rangeP50Millis(), day.rangeP99Millis()));
        if (days.stream().anyMatch(day -> day.slowClients() > 0)) {
            row("slow clients, cut off", day -> day.slowClients() + ", " + day.slowCut());
        }
    }

    private void origin() {
        lines.add("by CloudWatch:");
        row("edge requests", day -> number(day.origin().edgeRequests()));
        row("edge bytes", day -> bytes(day.origin().edgeBytes()));
        row("origin requests", day -> number(day.origin().requests()));
        row("origin bytes", day -> bytes(day.origin().bytes()));
        row("offload, requests", day -> share(day.origin().requestOffload()));
        row("offload, bytes", day -> share(day.origin().byteOffload()));
        row("origin 5xx", day -> number(day.origin().refused()));
        row(
                "origin CPU",
                day -> String.format(Locale.ROOT, "%.1f s", day.origin().cpuSeconds()));
        row(
                "most instances, desired",
                day -> String.format(
                        Locale.ROOT,
                        "%.0f, %.0f",
                        day.origin().mostInService(),
                        day.origin().mostDesired()));
        row("bytes from EFS", day -> bytes(day.origin().bytesRead()));
    }

    private void row(String name, Function<ReleaseDayResult, String> value) {
        var line = new StringBuilder("  %-24s".formatted(name));
        days.forEach(day -> line.append(" %24s".formatted(value.apply(day))));
        lines.add(line.toString().stripTrailing());
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String bytes(double value) {
        int power = 0;
        while (value >= 1000 && power < PREFIXES.length - 1) {
            value /= 1000;
            power++;
        }
        return String.format(Locale.ROOT, power == 0 ? "%.0f B" : "%.2f " + PREFIXES[power] + "B", value);
    }

    private static String millis(double p50, double p99) {
        return String.format(Locale.ROOT, "%.1f, %.1f ms", p50, p99);
    }

    private static String share(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.2f %%", value * 100);
    }
}
