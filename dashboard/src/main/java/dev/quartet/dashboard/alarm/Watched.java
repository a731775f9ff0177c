package dev.quartet.dashboard.alarm;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;

/**
 * What an alarm compares with its threshold.
 *
 * @param text in words, such as {@code Maximum of ApproximateNumberOfMessagesVisible}
 * @param queries that read it; the one that returns data is compared
 * @param sign of the comparison, such as {@code ≥}
 * @param periods how many of the last periods are judged
 */
public record Watched(
        String text, List<MetricDataQuery> queries, String sign, double threshold, Duration period, int periods) {
    private static final int USUAL_PERIOD = 300;

    public Watched {
        requireNonNull(text, "text is null");
        queries = List.copyOf(queries);
    }

    static Watched of(MetricAlarm alarm) {
        List<MetricDataQuery> queries =
                alarm.hasMetrics() && !alarm.metrics().isEmpty() ? alarm.metrics() : List.of(single(alarm));
        int period = alarm.period() != null
                ? alarm.period()
                : queries.stream()
                        .filter(query -> query.metricStat() != null)
                        .map(query -> query.metricStat().period())
                        .findFirst()
                        .orElse(USUAL_PERIOD);
        return new Watched(
                text(alarm, queries),
                queries,
                sign(alarm.comparisonOperatorAsString()),
                alarm.threshold() == null ? 0 : alarm.threshold(),
                Duration.ofSeconds(period),
                alarm.evaluationPeriods() == null ? 1 : alarm.evaluationPeriods());
    }

    private static MetricDataQuery single(MetricAlarm alarm) {
        return MetricDataQuery.builder()
                .id("m0")
                .metricStat(MetricStat.builder()
                        .metric(Metric.builder()
                                .namespace(alarm.namespace())
                                .metricName(alarm.metricName())
                                .dimensions(alarm.dimensions())
                                .build())
                        .period(alarm.period())
                        .stat(statistic(alarm))
                        .build())
                .returnData(true)
                .build();
    }

    private static String text(MetricAlarm alarm, List<MetricDataQuery> queries) {
        if (alarm.metricName() != null) {
            return statistic(alarm) + " of " + alarm.metricName();
        }
        return queries.stream()
                .filter(query -> !Boolean.FALSE.equals(query.returnData()))
                .map(query -> query.label() == null || query.label().isBlank() ? query.expression() : query.label())
                .findFirst()
                .orElse(alarm.alarmName());
    }

    private static String statistic(MetricAlarm alarm) {
        return alarm.extendedStatistic() == null ? alarm.statisticAsString() : alarm.extendedStatistic();
    }

    /** GreaterThanOrEqualToThreshold and its like, as a sign. */
    private static String sign(String operator) {
        String name = operator == null ? "" : operator.toLowerCase(Locale.ROOT);
        String sign = name.startsWith("less") ? "<" : ">";
        return name.contains("orequalto") ? (sign.equals("<") ? "≤" : "≥") : sign;
    }
}
