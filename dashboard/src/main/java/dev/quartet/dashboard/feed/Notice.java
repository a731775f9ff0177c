package dev.quartet.dashboard.feed;

import static java.util.Objects.requireNonNull;

import dev.quartet.dashboard.cloudwatch.ReadFailure;
import dev.quartet.dashboard.metric.MetricQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Why a region's data is older than it should be, and since when.
 *
 * @param scope whether nothing of the region can be read, or single metrics
 */
public record Notice(String region, Scope scope, ReadFailure.Kind kind, String detail, Instant since) {
    /** What it is about. */
    public enum Scope {
        REGION,
        METRICS
    }

    private static final int NAMED = 4;

    public Notice {
        requireNonNull(region, "region is null");
        requireNonNull(scope, "scope is null");
        requireNonNull(kind, "kind is null");
        requireNonNull(detail, "detail is null");
        requireNonNull(since, "since is null");
    }

    /** One notice for each region and kind, which names the first metrics. */
    static List<Notice> of(Map<MetricQuery, RegionStore.Refusal> refused) {
        Map<String, List<Map.Entry<MetricQuery, RegionStore.Refusal>>> groups = refused.entrySet().stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.getKey().region() + " "
                                + entry.getValue().failure().kind(),
                        TreeMap::new,
                        Collectors.toList()));
        List<Notice> notices = new ArrayList<>();
        groups.values().forEach(group -> {
            List<String> details = group.stream()
                    .map(entry -> entry.getValue().failure().detail())
                    .sorted()
                    .toList();
            String named = String.join("; ", details.subList(0, Math.min(NAMED, details.size())));
            int more = details.size() - NAMED;
            Map.Entry<MetricQuery, RegionStore.Refusal> first = group.getFirst();
            notices.add(new Notice(
                    first.getKey().region(),
                    Scope.METRICS,
                    first.getValue().failure().kind(),
                    more > 0 ? named + "; … +" + more : named,
                    group.stream()
                            .map(entry -> entry.getValue().since())
                            .min(Comparator.naturalOrder())
                            .orElseThrow()));
        });
        return notices;
    }
}
