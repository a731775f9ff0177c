package dev.quartet.dashboard.alarm;

import java.util.Set;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;

/** In what a watched metric is counted, which CloudWatch does not tell with an alarm: as each service's documentation has it. */
public enum Scale {
    COUNT,
    MILLISECONDS,
    SECONDS,
    /** Of hundred. */
    PERCENT,
    /** Of one. */
    FRACTION,
    BYTES;

    private static final Set<String> IN_MILLISECONDS = Set.of(
            "Latency",
            "IntegrationLatency",
            "Duration",
            "IteratorAge",
            "AsyncEventAge",
            "GetRecords.IteratorAgeMilliseconds",
            "OriginLatency",
            "SuccessfulRequestLatency",
            "ReplicationLatency");
    private static final Set<String> IN_SECONDS = Set.of("TargetResponseTime", "ApproximateAgeOfOldestMessage");

    /** What an alarm's threshold and values are counted in. */
    public static Scale of(Watched watched) {
        // What the program calls its ratios.
        if (watched.text().contains("in percent of")) {
            return PERCENT;
        }
        return watched.queries().stream()
                .filter(query -> !Boolean.FALSE.equals(query.returnData()) && query.metricStat() != null)
                .map(MetricDataQuery::metricStat)
                .map(stat -> of(stat.metric().metricName(), stat.stat()))
                .findFirst()
                .orElse(COUNT);
    }

    private static Scale of(String metric, String statistic) {
        if (statistic.equals("SampleCount")) {
            return COUNT;
        }
        if (IN_MILLISECONDS.contains(metric)) {
            return MILLISECONDS;
        }
        if (IN_SECONDS.contains(metric)) {
            return SECONDS;
        }
        if (metric.startsWith("Reputation.")) {
            return FRACTION;
        }
        if (metric.endsWith("Utilization") || metric.endsWith("Rate") || metric.startsWith("Percent")) {
            return PERCENT;
        }
        return metric.endsWith("Bytes") || metric.equals("BurstCreditBalance") ? BYTES : COUNT;
    }

    /** The unit in which it is shown: {@code ms}, {@code %} of fractions, or what follows the number. */
    public String unit() {
        return switch (this) {
            case COUNT -> "";
            case MILLISECONDS, SECONDS -> "ms";
            case PERCENT, FRACTION -> "%";
            case BYTES -> "B";
        };
    }

    /** By what a value is multiplied to be in {@link #unit}. */
    public double factor() {
        return switch (this) {
            case SECONDS -> 1000;
            case PERCENT -> 0.01;
            case COUNT, MILLISECONDS, FRACTION, BYTES -> 1;
        };
    }
}
