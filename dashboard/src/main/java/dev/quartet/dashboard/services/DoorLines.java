package dev.quartet.dashboard.services;

import dev.quartet.dashboard.architecture.Lines;
import dev.quartet.dashboard.architecture.Readings;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.metric.Series;
import dev.quartet.dashboard.ui.ChartModel.Line;
import java.util.List;

/** What comes to a service's front door, and to the load balancer behind it. */
final class DoorLines {
    private static final double MILLISECONDS = 1000;

    private final FrontDoor door;
    private final Lines lines;

    DoorLines(FrontDoor door, Lines lines) {
        this.door = door;
        this.lines = lines;
    }

    List<Line> requests(Readings data) {
        return List.of(
                lines.line("requests", "series-1", data.perMinute(door.count())),
                lines.line("4xx", "state-warn", data.perMinute(door.clientErrors())),
                lines.line("5xx", "state-bad", data.perMinute(door.serverErrors())));
    }

    List<Line> latency(Readings data) {
        return lines.percentiles(data, door.median(), door.tail(), String::valueOf);
    }

    List<Line> balancer(Readings data) {
        Series known = data.sum(Metric.ORIGIN_REQUESTS);
        return List.of(
                lines.line("requests", "series-1", data.perMinute(Metric.ORIGIN_REQUESTS)),
                lines.line(
                        "target4xx",
                        "state-warn",
                        data.perMinute(Metric.TARGET_4XX).zeroWhere(known)),
                lines.line(
                        "target5xx",
                        "series-4",
                        data.perMinute(Metric.TARGET_5XX).zeroWhere(known)),
                lines.line(
                        "balancer5xx",
                        "state-bad",
                        data.perMinute(Metric.ORIGIN_REFUSED).zeroWhere(known)));
    }

    /** Load balancers report seconds. */
    List<Line> target(Readings data) {
        return List.of(
                lines.line("p50", "series-1", data.sum(Metric.TARGET_TIME_P50).times(MILLISECONDS)),
                lines.line("p99", "series-3", data.sum(Metric.TARGET_TIME_P99).times(MILLISECONDS)));
    }
}
