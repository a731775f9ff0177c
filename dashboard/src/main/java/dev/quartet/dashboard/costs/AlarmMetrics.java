package dev.quartet.dashboard.costs;

import dev.quartet.dashboard.alarm.Alarm;
import dev.quartet.dashboard.alarm.AlarmOwner;
import dev.quartet.dashboard.cost.CostLine;
import dev.quartet.exports.StackExports;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How many metrics alarms watch: AWS bills an alarm by them. */
final class AlarmMetrics {
    private AlarmMetrics() {}

    /** By the part of the stack that they belong to. */
    static Map<String, Integer> of(List<Alarm> alarms, StackExports exports) {
        return alarms.stream()
                .collect(Collectors.groupingBy(
                        alarm -> part(alarm, exports), Collectors.summingInt(AlarmMetrics::metrics)));
    }

    private static String part(Alarm alarm, StackExports exports) {
        AlarmOwner owner = AlarmOwner.of(alarm, exports);
        return owner == AlarmOwner.SHARED ? CostLine.SHARED : owner.key();
    }

    private static int metrics(Alarm alarm) {
        return (int) Math.max(
                1,
                alarm.watched().queries().stream()
                        .filter(query -> query.metricStat() != null)
                        .count());
    }
}
