package dev.quartet.dashboard.alarm;

import dev.quartet.dashboard.cloudwatch.ReadFailure;
import dev.quartet.dashboard.config.CloudWatchClients;
import dev.quartet.dashboard.feed.Answer;
import dev.quartet.dashboard.feed.CallLog;
import dev.quartet.dashboard.metric.Series;
import dev.quartet.dashboard.metric.Window;
import dev.quartet.exports.StackExports;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.HistoryItemType;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;

/** Reads what one alarm watches, and its history, for whoever looks at it. Thread-safe. */
@Component
public final class AlarmReader {
    private static final int CHANGES = 50;

    private final CloudWatchClients clients;
    private final CallLog calls;

    AlarmReader(CloudWatchClients clients, CallLog calls) {
        this.clients = clients;
        this.calls = calls;
    }

    /** May take the time of some calls. */
    public Answer<AlarmDetails> read(StackExports exports, Alarm alarm, Window shown) {
        CloudWatchClient client = clients.cloudWatch(alarm.region(), exports.endpointUrl());
        Window window = aligned(shown, alarm.watched().period());
        try {
            List<MetricDataQuery> queries = queries(alarm.watched(), window);
            return new Answer<>(
                    new AlarmDetails(window, queries, series(client, queries, window), changes(client, alarm)), null);
        } catch (SdkException e) {
            return new Answer<>(null, ReadFailure.of(e));
        }
    }

    /** An alarm judges buckets of its own period: finer ones would show other values. */
    private static Window aligned(Window shown, Duration period) {
        long seconds = Math.max(shown.period().toSeconds(), period.toSeconds());
        long start = Math.floorDiv(shown.start().getEpochSecond(), seconds) * seconds;
        long end = Math.ceilDiv(shown.end().getEpochSecond(), seconds) * seconds;
        return new Window(
                Instant.ofEpochSecond(start),
                Instant.ofEpochSecond(end),
                Duration.ofSeconds(seconds),
                shown.settledUntil());
    }

    private static List<MetricDataQuery> queries(Watched watched, Window window) {
        int period = (int) window.period().toSeconds();
        return watched.queries().stream()
                .map(query -> query.metricStat() == null
                        ? query
                        : query.toBuilder()
                                .metricStat(query.metricStat().toBuilder()
                                        .period(period)
                                        .build())
                                .build())
                .toList();
    }

    private Series series(CloudWatchClient client, List<MetricDataQuery> queries, Window window) {
        SortedMap<Instant, Double> points = new TreeMap<>();
        client.getMetricDataPaginator(GetMetricDataRequest.builder()
                        .metricDataQueries(queries)
                        .startTime(window.start())
                        .endTime(window.end())
                        .scanBy(ScanBy.TIMESTAMP_ASCENDING)
                        .build())
                .forEach(page -> {
                    // AWS charges for the metrics below an expression.
                    calls.read(1, page.nextToken() == null ? metrics(queries) : 0);
                    page.metricDataResults().forEach(result -> add(points, result));
                });
        return Series.of(points);
    }

    private static int metrics(List<MetricDataQuery> queries) {
        return (int)
                queries.stream().filter(query -> query.metricStat() != null).count();
    }

    private static void add(SortedMap<Instant, Double> points, MetricDataResult result) {
        for (int i = 0; i < result.timestamps().size(); i++) {
            points.put(result.timestamps().get(i), result.values().get(i));
        }
    }

    private List<AlarmChange> changes(CloudWatchClient client, Alarm alarm) {
        calls.call();
        return client
                .describeAlarmHistory(request -> request.alarmName(alarm.name())
                        .historyItemType(HistoryItemType.STATE_UPDATE)
                        .scanBy(ScanBy.TIMESTAMP_DESCENDING)
                        .maxRecords(CHANGES))
                .alarmHistoryItems()
                .stream()
                .map(item -> new AlarmChange(item.timestamp(), item.historySummary()))
                .toList();
    }
}
