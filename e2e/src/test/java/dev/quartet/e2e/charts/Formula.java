package dev.quartet.e2e.charts;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a line or a number means: functions of metrics, as lines.txt explains. */
public sealed interface Formula {
    record Call(String function, List<Formula> arguments) implements Formula {}

    record Metric(String name, String statistic, List<String> groups) implements Formula {}

    record Constant(double value) implements Formula {}

    /** Returns all metrics in it. */
    default Stream<Metric> metrics() {
        return switch (this) {
            case Call call -> call.arguments().stream().flatMap(Formula::metrics);
            case Metric metric -> Stream.of(metric);
            case Constant constant -> Stream.empty();
        };
    }

    static Formula parse(String text) {
        var reader = new Reader(text);
        var formula = reader.next();
        if (!reader.rest.isEmpty()) {
            throw new IllegalArgumentException("'%s' is left of '%s'".formatted(reader.rest, text));
        }
        return formula;
    }

    /** Takes a formula off the front of a text. Not thread-safe. */
    final class Reader {
        private static final Pattern METRIC = Pattern.compile("^([^\\[\\s,()]+)\\.([A-Za-z0-9]+)\\[([^\\]]+)]");
        private static final Pattern CALL = Pattern.compile("^([a-z]+)\\(");
        private static final Pattern NUMBER = Pattern.compile("^[0-9.]+");

        private String rest;

        private Reader(String text) {
            rest = text.strip();
        }

        private Formula next() {
            var metric = METRIC.matcher(rest);
            if (metric.find()) {
                rest = rest.substring(metric.end()).strip();
                return new Metric(
                        metric.group(1),
                        metric.group(2),
                        List.of(metric.group(3).split("\\+", -1)));
            }
            var call = CALL.matcher(rest);
            if (call.find()) {
                rest = rest.substring(call.end()).strip();
                var arguments = new ArrayList<Formula>();
                do {
                    arguments.add(next());
                } while (take(","));
                if (!take(")")) {
                    throw new IllegalArgumentException("no ) before '%s'".formatted(rest));
                }
                return new Call(call.group(1), List.copyOf(arguments));
            }
            var number = NUMBER.matcher(rest);
            if (number.find()) {
                rest = rest.substring(number.end()).strip();
                return new Constant(Double.parseDouble(number.group()));
            }
            throw new IllegalArgumentException("'%s' is no formula".formatted(rest));
        }

        private boolean take(String sign) {
            if (!rest.startsWith(sign)) {
                return false;
            }
            rest = rest.substring(sign.length()).strip();
            return true;
        }
    }
}
