package dev.quartet.dashboard.metric;

/** A CloudWatch statistic, named as GetMetricData's {@code Stat} wants it. */
public enum Statistic {
    SUM("Sum"),
    AVERAGE("Average"),
    MAXIMUM("Maximum"),
    MINIMUM("Minimum"),
    SAMPLE_COUNT("SampleCount"),
    P50("p50"),
    P99("p99");

    private final String stat;

    Statistic(String stat) {
        this.stat = stat;
    }

    /** The wire name, such as {@code Sum} or {@code p99}. */
    public String stat() {
        return stat;
    }
}
