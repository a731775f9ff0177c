package dev.quartet.infra.operations;

import java.util.Map;

/**
 * When one metric alarms: its statistic (Sum, Average, Minimum, Maximum or a percentile such as p99) over 5-minute periods is
 * at {@code least} or else at most the threshold.
 */
public record AlarmRule(
        String namespace,
        String metric,
        String statistic,
        Map<String, String> dimensions,
        double threshold,
        int periods,
        boolean least) {
    static final int PERIOD_SECONDS = 300;

    public AlarmRule {
        dimensions = Map.copyOf(dimensions);
    }

    /** Returns a rule that alarms when one period reaches the threshold. */
    public static AlarmRule atLeast(
            String namespace, String metric, String statistic, Map<String, String> dimensions, double threshold) {
        return new AlarmRule(namespace, metric, statistic, dimensions, threshold, 1, true);
    }

    /** Returns a rule that alarms when one period falls to the threshold. */
    public static AlarmRule atMost(
            String namespace, String metric, String statistic, Map<String, String> dimensions, double threshold) {
        return new AlarmRule(namespace, metric, statistic, dimensions, threshold, 1, false);
    }

    /** Returns the rule over so many periods in a row. */
    public AlarmRule forPeriods(int count) {
        return new AlarmRule(namespace, metric, statistic, dimensions, threshold, count, least);
    }

    String comparison() {
        return least ? "GreaterThanOrEqualToThreshold" : "LessThanOrEqualToThreshold";
    }

    boolean percentile() {
        return statistic.startsWith("p");
    }
}
