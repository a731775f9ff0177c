package dev.quartet.local.scheduler;

import dev.quartet.local.core.Metrics;
import java.util.Map;

/**
 * Metrics by schedule group, see <a
 * href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/monitoring-cloudwatch.html">Scheduler</a>. Thread-safe.
 */
final class GroupMeter {
    private final Metrics metrics;
    private final String region;

    GroupMeter(Metrics metrics, String region) {
        this.metrics = metrics;
        this.region = region;
    }

    void attempted(String group) {
        count(group, "InvocationAttemptCount");
    }

    void failed(String group, boolean throttled) {
        count(group, "TargetErrorCount");
        if (throttled) {
            count(group, "TargetErrorThrottledCount");
        }
    }

    void dropped(String group) {
        count(group, "InvocationDroppedCount");
    }

    void deadLettered(String group) {
        count(group, "InvocationsSentToDeadLetterCount");
    }

    void deadLetterFailed(String group, String code) {
        count(group, "InvocationsFailedToBeSentToDeadLetterCount");
        count(group, "InvocationsFailedToBeSentToDeadLetterCount_" + code);
    }

    private void count(String group, String name) {
        metrics.metric(region, "AWS/Scheduler", name, Map.of("ScheduleGroup", group), "Count")
                .add(1);
    }
}
