package dev.quartet.dashboard.ui;

import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.TimeRange;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The fragment by which the CloudWatch console opens a graph of metrics: its source ("Source" tab of a graph) written as JSURL, where
 * {@code ~} separates, {@code (…)} groups, a string begins with {@code '} and other characters than letters, digits, {@code -},
 * {@code _} and {@code .} are {@code *hh}.
 */
final class ConsoleGraph {
    /** A graph takes no more ("CloudWatch service quotas": metrics on a dashboard widget are 500; addresses get too long before). */
    private static final int MOST = 40;

    private ConsoleGraph() {}

    static String fragment(String region, Collection<MetricQuery> queries, TimeRange range, long period) {
        String metrics = queries.stream().limit(MOST).map(ConsoleGraph::metric).collect(Collectors.joining());
        Instant to = range.to();
        String start =
                to == null ? "-" + range.length() : to.minus(range.length()).toString();
        String end = to == null ? "P0D" : to.toString();
        return "metricsV2:graph=~(metrics~(" + metrics + ")~view~'timeSeries~stacked~false~region" + text(region)
                + "~period~" + period + "~start" + text(start) + "~end" + text(end) + ")";
    }

    private static String metric(MetricQuery query) {
        StringBuilder parts = new StringBuilder("~(");
        parts.append(text(query.metric().namespace().awsName()))
                .append(text(query.metric().awsName()));
        List<String> names = query.metric().namespace().dimensions();
        for (int i = 0; i < names.size(); i++) {
            parts.append(text(names.get(i))).append(text(query.dimensionValues().get(i)));
        }
        return parts.append("~(stat")
                .append(text(query.metric().statistic().stat()))
                .append("~region")
                .append(text(query.region()))
                .append("))")
                .toString();
    }

    private static String text(String text) {
        StringBuilder encoded = new StringBuilder("~'");
        text.chars().forEach(letter -> {
            if (letter < 128 && (Character.isLetterOrDigit(letter) || "-_.".indexOf(letter) >= 0)) {
                encoded.append((char) letter);
            } else if (letter == '$') {
                encoded.append('!');
            } else {
                encoded.append(String.format(Locale.ROOT, letter < 256 ? "*%02x" : "**%04x", letter));
            }
        });
        return encoded.toString();
    }
}
