package dev.quartet.dashboard.command;

import dev.quartet.dashboard.cloudwatch.WireQuery;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;

/**
 * What the {@code aws} command line would be asked for the same answer: a line for each region, since CloudWatch answers for its own.
 *
 * @param start inclusive
 * @param end exclusive
 * @param queries by region
 */
public record AwsCommand(
        @Nullable String endpointUrl, Instant start, Instant end, Map<String, List<MetricDataQuery>> queries) {
    public AwsCommand {
        queries = queries.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> List.copyOf(entry.getValue()), (a, b) -> a, LinkedHashMap::new));
    }

    /**
     * The command for metrics over a window.
     *
     * @param uses the names of what each metric is part of, with which its label begins
     */
    public static AwsCommand of(
            @Nullable String endpointUrl, Window window, Map<MetricQuery, ? extends Collection<String>> uses) {
        Map<String, List<MetricDataQuery>> queries = new LinkedHashMap<>();
        QueryIds ids = new QueryIds();
        uses.forEach((query, names) -> queries.computeIfAbsent(query.region(), region -> new ArrayList<>())
                .add(WireQuery.of(ids.next(query.metric()), query, window.period()).toBuilder()
                        .label(label(query, names))
                        .build()));
        return new AwsCommand(endpointUrl, window.start(), window.end(), queries);
    }

    /** Such as {@code Hits: Sum of AWS/ApiGateway CacheHitCount of todo, v1}. */
    private static String label(MetricQuery query, Collection<String> names) {
        return "%s: %s of %s"
                .formatted(String.join(", ", names), query.metric().statistic().stat(), query.text());
    }

    /** The lines; none where nothing is asked. */
    public String text() {
        return queries.entrySet().stream()
                .map(entry -> line(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private String line(String region, List<MetricDataQuery> asked) {
        List<String> words = new ArrayList<>(List.of("aws", "cloudwatch", "get-metric-data", "--region", region));
        if (endpointUrl != null) {
            words.addAll(List.of("--endpoint-url", endpointUrl));
        }
        words.addAll(List.of("--start-time", start.toString(), "--end-time", end.toString()));
        words.addAll(List.of("--metric-data-queries", QueryJson.of(asked)));
        return words.stream().map(ShellWord::of).collect(Collectors.joining(" "));
    }
}
