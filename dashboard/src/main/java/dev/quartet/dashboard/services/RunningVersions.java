package dev.quartet.dashboard.services;

import dev.quartet.dashboard.config.CloudWatchClients;
import dev.quartet.dashboard.feed.Answer;
import dev.quartet.dashboard.feed.CallLog;
import dev.quartet.dashboard.feed.KeptByStack;
import dev.quartet.dashboard.feed.MetricFeed;
import dev.quartet.exports.StackExports;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.cloudwatch.model.DimensionFilter;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.RecentlyActive;

/**
 * Which versions an alias ran in the last three hours: Lambda reports by version while an alias has two, and nobody else tells which.
 * Asked for once for all viewers. Thread-safe.
 */
@Component
final class RunningVersions {
    private final CloudWatchClients clients;
    private final CallLog calls;
    private final KeptByStack<Set<RunningVersion>> versions;

    RunningVersions(CloudWatchClients clients, MetricFeed feed, CallLog calls, Clock clock) {
        this.clients = clients;
        this.calls = calls;
        this.versions = new KeptByStack<>(this::read, () -> feed.pace().base(), clock);
    }

    /** May take the time of a call. */
    Answer<Set<RunningVersion>> of(StackExports exports) {
        return versions.of(exports);
    }

    private Set<RunningVersion> read(StackExports exports) {
        Set<RunningVersion> found = new LinkedHashSet<>();
        clients
                .cloudWatch(exports.region(), exports.endpointUrl())
                .listMetricsPaginator(request -> request.namespace("AWS/Lambda")
                        .metricName("Invocations")
                        .dimensions(DimensionFilter.builder()
                                .name("ExecutedVersion")
                                .build())
                        .recentlyActive(RecentlyActive.PT3_H))
                .stream()
                .peek(page -> calls.call())
                .flatMap(page -> page.metrics().stream())
                .forEach(metric -> version(metric).ifPresent(found::add));
        return Set.copyOf(found);
    }

    private static Optional<RunningVersion> version(Metric metric) {
        Map<String, String> dimensions = new HashMap<>();
        metric.dimensions().forEach(dimension -> dimensions.put(dimension.name(), dimension.value()));
        String function = dimensions.get("FunctionName");
        String resource = dimensions.get("Resource");
        String version = dimensions.get("ExecutedVersion");
        return dimensions.size() == 3 && function != null && resource != null && version != null
                ? Optional.of(new RunningVersion(function, resource, version))
                : Optional.empty();
    }
}
