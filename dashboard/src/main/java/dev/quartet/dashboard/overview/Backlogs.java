package dev.quartet.dashboard.overview;

import dev.quartet.dashboard.alarm.AlarmOwner;
import dev.quartet.dashboard.architecture.Backlog;
import dev.quartet.dashboard.architecture.Queries;
import dev.quartet.dashboard.architecture.Readings;
import dev.quartet.dashboard.blog.BlogQueries;
import dev.quartet.dashboard.feed.Snapshot;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.services.ServiceQueries;
import dev.quartet.exports.StackExports;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** How far consumers are behind in each architecture that has any: told minutes before an alarm goes off. */
final class Backlogs {
    private final Map<AlarmOwner, Queries> queries = new EnumMap<>(AlarmOwner.class);

    Backlogs(StackExports exports) {
        if (exports.blog() != null) {
            queries.put(AlarmOwner.BLOG, BlogQueries.backlog(exports.region(), exports.blog()));
        }
        if (exports.services() != null) {
            queries.put(AlarmOwner.SERVICES, ServiceQueries.backlog(exports.region(), exports.services()));
        }
    }

    /** What is read for it. */
    Set<MetricQuery> all() {
        Set<MetricQuery> all = new LinkedHashSet<>();
        queries.values().forEach(some -> all.addAll(some.all()));
        return all;
    }

    /** The ages in ms of the oldest work where it is late; none for a time that is not now, as health is. */
    Map<AlarmOwner, Double> late(Snapshot snapshot, Instant now) {
        Map<AlarmOwner, Double> late = new EnumMap<>(AlarmOwner.class);
        if (snapshot.range().fixed()) {
            return late;
        }
        queries.forEach((owner, some) -> {
            Double age = Backlog.age(
                    new Readings(some, snapshot, now), some.of(Metric.QUEUE_AGE), some.of(Metric.LAMBDA_ITERATOR_AGE));
            if (age != null && age >= Backlog.LATE) {
                late.put(owner, age);
            }
        });
        return late;
    }
}
