package dev.quartet.dashboard.alarm;

import dev.quartet.dashboard.config.CloudWatchClients;
import dev.quartet.dashboard.feed.Answer;
import dev.quartet.dashboard.feed.CallLog;
import dev.quartet.dashboard.feed.KeptByStack;
import dev.quartet.dashboard.feed.MetricFeed;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.exports.StackExports;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.cloudwatch.model.AlarmHistoryItem;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmHistoryResponse;
import software.amazon.awssdk.services.cloudwatch.model.HistoryItemType;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;

/**
 * Which alarms of a stack went off and recovered lately, asked for once for all viewers: at first the newest five hundred changes of a
 * region, then what is new. Thread-safe.
 */
@Component
public final class AlarmTurns {
    /** The most of a page. */
    private static final int NEWEST = 100;
    /** Other stacks of the account change state, too, and cannot be left out of the question. */
    private static final int MOST_PAGES = 5;
    /** Some of the same moment may be told later. */
    private static final Duration OVERLAP = Duration.ofMinutes(1);

    private final CloudWatchClients clients;
    private final CallLog calls;
    private final KeptByStack<List<AlarmTurn>> turns;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

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
        String key = exports.stack() + " " + region + " " + exports.endpointUrl();
        Known before = known.getOrDefault(key, Known.NOTHING);
        List<AlarmHistoryItem> items = since(
                exports,
                region,
                before.newest() == null ? null : before.newest().minus(OVERLAP));
        List<AlarmTurn> all = Stream.concat(
                        items.stream()
                                .filter(item -> item.alarmName() != null
                                        && item.alarmName().startsWith(AlarmOwner.prefix(exports)))
                                .flatMap(item -> turn(item).stream()),
                        before.turns().stream())
                .distinct()
                .limit(NEWEST * MOST_PAGES)
                .toList();
        known.put(
                key,
                new Known(items.isEmpty() ? before.newest() : items.getFirst().timestamp(), all));
        return all.stream();
    }

    private List<AlarmHistoryItem> since(StackExports exports, String region, @Nullable Instant since) {
        List<AlarmHistoryItem> items = new ArrayList<>();
        String token = null;
        for (int page = 0; page < MOST_PAGES && (page == 0 || token != null); page++) {
            DescribeAlarmHistoryResponse answer = page(exports, region, since, token);
            items.addAll(answer.alarmHistoryItems());
            token = answer.nextToken();
        }
        return items;
    }

    private DescribeAlarmHistoryResponse page(
            StackExports exports, String region, @Nullable Instant since, @Nullable String token) {
        calls.call();
        return clients.cloudWatch(region, exports.endpointUrl())
                .describeAlarmHistory(request -> request.historyItemType(HistoryItemType.STATE_UPDATE)
                        .scanBy(ScanBy.TIMESTAMP_DESCENDING)
                        .startDate(since)
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

    /** When any alarm of the region changed last, and this stack's turns, newest first. */
    private record Known(@Nullable Instant newest, List<AlarmTurn> turns) {
        private static final Known NOTHING = new Known(null, List.of());
    }
}
