package dev.quartet.dashboard.alarm;

import dev.quartet.dashboard.metric.Series;
import dev.quartet.dashboard.metric.Window;
import java.util.List;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;

/**
 * What one alarm compared with its threshold over a window, and how its state changed, the newest first.
 *
 * @param queries that were asked for it
 */
public record AlarmDetails(Window window, List<MetricDataQuery> queries, Series series, List<AlarmChange> changes) {
    public AlarmDetails {
        queries = List.copyOf(queries);
        changes = List.copyOf(changes);
    }
}
