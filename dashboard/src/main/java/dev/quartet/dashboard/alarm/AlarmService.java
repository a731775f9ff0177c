package dev.quartet.dashboard.alarm;

import dev.quartet.dashboard.config.CloudWatchClients;
import dev.quartet.dashboard.feed.Answer;
import dev.quartet.dashboard.feed.CallLog;
import dev.quartet.dashboard.feed.KeptByStack;
import dev.quartet.dashboard.feed.MetricFeed;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.exports.StackExports;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;

/** The alarms of a stack, its region's and the edge's; asked for once for all viewers. Thread-safe. */
@Component
public final class AlarmService {
    private final CloudWatchClients clients;
    private final CallLog calls;
    private final KeptByStack<List<Alarm>> alarms;

    AlarmService(CloudWatchClients clients, MetricFeed feed, CallLog calls, Clock clock) {
        this.clients = clients;
        this.calls = calls;
        this.alarms = new KeptByStack<>(this::read, () -> feed.pace().base(), clock);
    }

    /** All alarms, the worst and newest first; may take the time of some calls. */
    public Answer<List<Alarm>> alarms(StackExports exports) {
        return alarms.of(exports);
    }

    private List<Alarm> read(StackExports exports) {
        List<Alarm> all = new ArrayList<>(read(exports, exports.region()));
        boolean edge = exports.blog() != null || exports.updates() != null;
        if (edge && !exports.region().equals(MetricQuery.EDGE_REGION)) {
            all.addAll(read(exports, MetricQuery.EDGE_REGION));
        }
        all.sort(Comparator.comparing(Alarm::state).thenComparing(Alarm::since, Comparator.reverseOrder()));
        return List.copyOf(all);
    }

    private List<Alarm> read(StackExports exports, String region) {
        return clients
                .cloudWatch(region, exports.endpointUrl())
                .describeAlarmsPaginator(request ->
                        request.alarmNamePrefix(AlarmOwner.prefix(exports)).alarmTypes(AlarmType.METRIC_ALARM))
                .stream()
                .peek(page -> calls.call())
                .flatMap(page -> page.metricAlarms().stream())
                .map(alarm -> Alarm.of(region, alarm))
                .toList();
    }
}
