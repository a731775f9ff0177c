package dev.quartet.dashboard.updates;

import dev.quartet.dashboard.architecture.EdgeLines;
import dev.quartet.dashboard.architecture.Queries;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.exports.FunctionRef;
import dev.quartet.exports.UpdatesExports;
import java.util.List;

/** What the Updates view reads. */
final class UpdatesQueries {
    private UpdatesQueries() {}

    static Queries of(String region, UpdatesExports updates) {
        Queries queries = new Queries(region);
        queries.add(List.of(updates.distributionId(), "Global"), Metric.EDGE_REQUESTS, Metric.EDGE_BYTES);
        EdgeLines.read(queries, updates.distributionId());
        queries.add(
                List.of(updates.loadBalancer()),
                Metric.ORIGIN_REQUESTS,
                Metric.ORIGIN_REFUSED,
                Metric.ORIGIN_BYTES,
                Metric.TARGET_4XX,
                Metric.TARGET_5XX,
                Metric.TARGET_TIME_P50,
                Metric.TARGET_TIME_P99);
        queries.add(List.of(updates.loadBalancer(), updates.targetGroup()), Metric.HEALTHY_HOSTS);
        queries.add(
                List.of(updates.autoScalingGroupName()),
                Metric.GROUP_DESIRED,
                Metric.GROUP_IN_SERVICE,
                Metric.GROUP_MAX,
                Metric.INSTANCE_CPU);
        queries.add(List.of(updates.fileSystemId()), Metric.FILES_READ, Metric.FILES_CREDIT, Metric.FILES_CLIENTS);
        queries.addEach(
                updates.functions().stream()
                        .map(FunctionRef::name)
                        .map(List::of)
                        .toList(),
                Metric.LAMBDA_INVOCATIONS,
                Metric.LAMBDA_ERRORS,
                Metric.LAMBDA_DURATION_P50,
                Metric.LAMBDA_DURATION_P99,
                Metric.RELEASES_PUBLISHED,
                Metric.RELEASES_UNCHANGED,
                Metric.RELEASES_REJECTED,
                Metric.RELEASES_FAILED);
        if (updates.failureQueue() != null) {
            queries.add(List.of(updates.failureQueue().name()), Metric.QUEUE_VISIBLE);
        }
        return queries;
    }
}
