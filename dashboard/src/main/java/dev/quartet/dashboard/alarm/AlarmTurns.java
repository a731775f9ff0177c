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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.cloudwatch.model.AlarmHistoryItem;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmHistoryResponse;
import software.amazon.awssdk.services.cloudwatch.model.HistoryItemType;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;

/** Which alarms of a stack went off and recovered lately: the newest five hundred changes of a region, asked for once for all viewers. Thread-safe. */
@Component
public final class AlarmTurns {
    /** The most of a page. */
    private static final int NEWEST = 100;
    /** Other stacks of the account change state, too, and cannot be left out of the question. */
    private static final int MOST_PAGES = 5;

    private final CloudWatchClients clients;
    private final CallLog calls;
    private final KeptByStack<List<AlarmTurn>> turns;

    AlarmTurns(CloudWatchClients clients, MetricFeed feed, CallLog calls, Clock clock) {
        this.clients = clients;
        this.calls = calls;
        this.turns = new KeptByStack<>(this::read, () -> feed.pace().base(), clock);
    }

    /** May take the time of a call for each region. */
    public Answer<List<AlarmTurn>> of(StackExports exports) {
        return turns.of(exports);
    }

    private List<AlarmTurn> read(StackExports exports) {
        boolean edge = exports.blog() != null || exports.updates() != null;
        return Stream.of(exports.region(), MetricQuery.EDGE_REGION)
                .distinct()
                .filter(region -> edge || region.equals(exports.region()))
                .flatMap(region -> read(exports, region))
                .toList();
    }

    private Stream<AlarmTurn> read(StackExports exports, String region) {
        List<AlarmHistoryItem> items = new ArrayList<>();
        String token = null;
        for (int page = 0; page < MOST_PAGES && (page == 0 || token != null); page++) {
            DescribeAlarmHistoryResponse answer = read(exports, region, token);
            items.addAll(answer.alarmHistoryItems());
            token = answer.nextToken();
        }
        return items.stream()
                .filter(item -> item.alarmName() != null && item.alarmName().startsWith(AlarmOwner.prefix(exports)))
                .flatMap(item -> turn(item).stream());
    }

    private DescribeAlarmHistoryResponse read(StackExports exports, String region, @Nullable String token) {
        calls.call();
        return clients.cloudWatch(region, exports.endpointUrl())
                .describeAlarmHistory(request -> request.historyItemType(HistoryItemType.STATE_UPDATE)
                        .scanBy(ScanBy.TIMESTAMP_DESCENDING)
                        .maxRecords(NEWEST)
                        .nextToken(token));
    }

    /** CloudWatch says {@code Alarm updated from OK to ALARM}; what begins to have data has not recovered. */
    private static Optional<AlarmTurn> turn(AlarmHistoryItem item) {
        String summary = item.historySummary() == null ? "" : item.historySummary();
        if (summary.endsWith("to ALARM")) {
            return Optional.of(new AlarmTurn(item.timestamp(), item.alarmName(), true));
        }
        return summary.endsWith("from ALARM to OK")
                ? Optional.of(new AlarmTurn(item.timestamp(), item.alarmName(), false))
                : Optional.empty();
    }
}
