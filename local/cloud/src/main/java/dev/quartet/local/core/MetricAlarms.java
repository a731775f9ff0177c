package dev.quartet.local.core;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/** CloudWatch's alarms as services use it that act on metrics by themselves. Thread-safe. */
public interface MetricAlarms {
    /**
     * Makes an alarm on minutes of a metric, or replaces the one of that name; returns its ARN. {@code action} is called each
     * time that it is judged and found in ALARM.
     */
    String put(Spec spec, Action action);

    /** Deletes an alarm; nothing happens when there is none. */
    void remove(String name);

    /** What to do about it. */
    @FunctionalInterface
    interface Action {
        /** Is told the values of the last minutes that were judged, oldest first; called by one thread at a time. */
        void inAlarm(List<Double> values);
    }

    /**
     * An alarm, in ALARM when all of the last {@code minutes} breach.
     *
     * @param statistic {@code Sum}, {@code Average}, …
     * @param above if values greater than the threshold breach; else those below it do
     * @param actionArn what it is said to trigger, such as a scaling policy
     */
    record Spec(
            String name,
            String description,
            String namespace,
            String metric,
            Map<String, String> dimensions,
            String statistic,
            int minutes,
            boolean above,
            double threshold,
            String actionArn) {
        public Spec {
            requireNonNull(name, "name is null");
            requireNonNull(description, "description is null");
            requireNonNull(namespace, "namespace is null");
            requireNonNull(metric, "metric is null");
            dimensions = Map.copyOf(dimensions);
            requireNonNull(statistic, "statistic is null");
            requireNonNull(actionArn, "actionArn is null");
        }
    }
}
