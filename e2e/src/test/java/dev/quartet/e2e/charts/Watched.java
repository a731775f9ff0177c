package dev.quartet.e2e.charts;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;

/**
 * What an alarm watches, by its own description.
 *
 * @param asked its metric, or the part and the whole of a percentage
 */
public record Watched(List<Asked> asked, int period) {
    public static Watched of(MetricAlarm alarm, String region) {
        if (alarm.metricName() != null) {
            var statistic = alarm.extendedStatistic() == null ? alarm.statisticAsString() : alarm.extendedStatistic();
            return new Watched(
                    List.of(new Asked(
                            resource(region, alarm.namespace(), alarm.dimensions()), alarm.metricName(), statistic)),
                    alarm.period());
        }
        var ratio = alarm.metrics().getFirst().expression();
        if (!"100 * part / whole".equals(ratio)) {
            throw new AssertionError("what is " + ratio + "?");
        }
        var part = query(alarm, "part").metricStat();
        return new Watched(
                List.of(asked(region, query(alarm, "part")), asked(region, query(alarm, "whole"))), part.period());
    }

    /** Returns the values that it compares with its threshold. */
    public Buckets of(Map<Asked, Buckets> answers) {
        var first = answers.get(asked.getFirst());
        return asked.size() == 1
                ? first
                : first.both(
                                answers.get(asked.getLast()),
                                (part, whole) -> whole == 0 ? Double.NaN : 100 * part / whole)
                        .defined();
    }

    public static Resource resource(String region, String namespace, List<Dimension> dimensions) {
        var all = new HashMap<String, String>();
        dimensions.forEach(dimension -> all.put(dimension.name(), dimension.value()));
        return new Resource(region, namespace, all);
    }

    private static MetricDataQuery query(MetricAlarm alarm, String id) {
        return alarm.metrics().stream()
                .filter(query -> query.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Asked asked(String region, MetricDataQuery query) {
        var metric = query.metricStat().metric();
        return new Asked(
                resource(region, metric.namespace(), metric.dimensions()),
                metric.metricName(),
                query.metricStat().stat());
    }
}
