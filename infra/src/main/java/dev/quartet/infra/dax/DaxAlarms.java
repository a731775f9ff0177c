package dev.quartet.infra.dax;

import com.pulumi.resources.Resource;
import dev.quartet.infra.operations.AlarmRule;
import dev.quartet.infra.operations.Alarms;
import java.util.Map;

/** The cluster's alarms. DAX sends counts only when they are not zero, so missing data is good data. */
final class DaxAlarms {
    private final Alarms alarms;
    private final Map<String, String> dimensions;

    DaxAlarms(Alarms alarms, String clusterName) {
        this.alarms = alarms;
        this.dimensions = Map.of("ClusterId", clusterName);
    }

    void create(Resource parent) {
        alarms.add(
                parent,
                "dax-cpu",
                "The DAX cluster's processors are busy: choose a larger node type or more nodes",
                rule("CPUUtilization", "Average", 70).forPeriods(3));
        alarms.add(
                parent,
                "dax-evictions",
                "DAX evicts items before their time: its memory is smaller than the working set",
                rule("EvictedSize", "Sum", 1).forPeriods(3));
        alarms.add(
                parent,
                "dax-faults",
                "DAX fails requests: callers fall back to the table, slower and dearer",
                rule("FaultRequestCount", "Sum", 5));
    }

    private AlarmRule rule(String metric, String statistic, double threshold) {
        return AlarmRule.atLeast("AWS/DAX", metric, statistic, dimensions, threshold);
    }
}
