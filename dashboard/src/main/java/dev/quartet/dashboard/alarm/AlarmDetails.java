package dev.quartet.dashboard.alarm;

import dev.quartet.dashboard.metric.Series;
import dev.quartet.dashboard.metric.Window;
import java.util.List;

/** What one alarm compared with its threshold over a window, and how its state changed, the newest first. */
public record AlarmDetails(Window window, Series series, List<AlarmChange> changes) {
    public AlarmDetails {
        changes = List.copyOf(changes);
    }
}
