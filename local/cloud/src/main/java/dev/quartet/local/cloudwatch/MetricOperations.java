package dev.quartet.local.cloudwatch;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.JsonOperation;
import dev.quartet.local.aws.WireValues;
import dev.quartet.local.core.AwsException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * CloudWatch's operations on metrics. Limits as in
 * <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html">its quotas</a>. Thread-safe.
 */
final class MetricOperations {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MOST_QUERIES = 500;
    private static final int MOST_POINTS = 100_800;
    private static final int METRICS_A_PAGE = 500;

    private final MetricStore store;
    private final MetricReader reader;
    private final Clock clock;

    MetricOperations(MetricStore store, Clock clock) {
        this.store = store;
        this.reader = new MetricReader(store);
        this.clock = clock;
    }

    Map<String, JsonOperation> operations() {
        return Map.of(
                "GetMetricData", this::getMetricData,
                "GetMetricStatistics", this::getMetricStatistics,
                "ListMetrics", this::listMetrics,
                "PutMetricData", new MetricInput(store, clock)::put);
    }

    private JsonNode getMetricData(AwsRequest request, ObjectNode input) {
        var queries = Json.objects(input, "MetricDataQueries").stream()
                .map(MetricQuery::of)
                .toList();
        if (queries.isEmpty() || queries.size() > MOST_QUERIES) {
            throw new AwsException(
                    "ValidationError",
                    400,
                    "MetricDataQueries must have 1 to %d members, not %d".formatted(MOST_QUERIES, queries.size()));
        }
        int most = WireValues.integer(input, "MaxDatapoints").orElse(MOST_POINTS);
        if (most < 1 || most > MOST_POINTS) {
            throw new AwsException(
                    "ValidationError", 400, "MaxDatapoints must be 1 to %d, not %d".formatted(MOST_POINTS, most));
        }
        var values = reader.read(request.region(), queries, start(input), end(input));
        boolean ascending = WireValues.text(input, "ScanBy")
                .filter("TimestampAscending"::equals)
                .isPresent();
        long skip = Page.token(input);
        var output = JSON.createObjectNode();
        var results = output.putArray("MetricDataResults");
        long seen = 0;
        int left = most;
        for (var query : queries) {
            if (!query.returned()) {
                continue;
            }
            var points = values.get(query.id());
            var result = JSON.createObjectNode().put("Id", query.id()).put("Label", query.label());
            var timestamps = result.putArray("Timestamps");
            var numbers = result.putArray("Values");
            var ordered = points == null
                    ? List.<Map.Entry<Long, Double>>of()
                    : new ArrayList<>(points.values().entrySet());
            if (!ascending) {
                ordered = ordered.reversed();
            }
            boolean whole = true;
            for (var point : ordered) {
                if (seen++ < skip) {
                    continue;
                }
                if (left == 0) {
                    whole = false;
                    seen--;
                    break;
                }
                left--;
                timestamps.addPOJO(Instant.ofEpochSecond(point.getKey()));
                numbers.add(point.getValue());
            }
            result.put("StatusCode", whole ? "Complete" : "PartialData");
            if (!numbers.isEmpty() || skip == 0) {
                results.add(result);
            }
            if (!whole) {
                output.put("NextToken", String.valueOf(seen));
                break;
            }
        }
        output.putArray("Messages");
        return output;
    }

    private JsonNode getMetricStatistics(AwsRequest request, ObjectNode input) {
        int period = WireValues.integer(input, "Period").orElse(60);
        if (period < 60 || period % 60 != 0) {
            throw new AwsException(
                    "InvalidParameterValue", 400, "Period must be a multiple of 60 seconds, not " + period);
        }
        var names = new ArrayList<>(Json.texts(input, "Statistics"));
        names.addAll(Json.texts(input, "ExtendedStatistics"));
        if (names.isEmpty()) {
            throw new AwsException("MissingParameter", 400, "Statistics or ExtendedStatistics is required.");
        }
        var key = new MetricKey(
                request.region(),
                WireValues.requiredText(input, "Namespace"),
                WireValues.requiredText(input, "MetricName"),
                Json.dimensions(input));
        var points = new TreeMap<Long, ObjectNode>();
        var found = store.find(key);
        for (var name : names) {
            var stat = new MetricQuery.Stat(key.namespace(), key.name(), key.dimensions(), name);
            reader.read(request.region(), stat, period, start(input), end(input))
                    .values()
                    .forEach((at, value) -> {
                        var point = points.computeIfAbsent(at, absent -> {
                            var fresh = JSON.createObjectNode()
                                    .put("Unit", found.map(Series::unit).orElse("None"));
                            fresh.putPOJO("Timestamp", Instant.ofEpochSecond(at));
                            return fresh;
                        });
                        if (name.startsWith("p")) {
                            point.withObject("/ExtendedStatistics").put(name, value);
                        } else {
                            point.put(name, value);
                        }
                    });
        }
        var output = JSON.createObjectNode().put("Label", key.name());
        points.values().forEach(output.putArray("Datapoints")::add);
        return output;
    }

    private JsonNode listMetrics(AwsRequest request, ObjectNode input) {
        var namespace = WireValues.text(input, "Namespace");
        var name = WireValues.text(input, "MetricName");
        var filters = Json.objects(input, "Dimensions");
        long recent = WireValues.text(input, "RecentlyActive").isPresent()
                ? clock.instant().getEpochSecond() - 3 * 3600
                : Long.MIN_VALUE;
        var matching = store.all().stream()
                .filter(series -> series.key().region().equals(request.region()))
                .filter(series -> namespace.isEmpty()
                        || namespace.get().equals(series.key().namespace()))
                .filter(series ->
                        name.isEmpty() || name.get().equals(series.key().name()))
                .filter(series -> filters.stream().allMatch(filter -> matches(series.key(), filter)))
                .filter(series -> series.newest() >= recent && series.newest() != Long.MIN_VALUE)
                .map(Series::key)
                .sorted(Comparator.comparing(MetricKey::namespace)
                        .thenComparing(MetricKey::name)
                        .thenComparing(key -> new TreeMap<>(key.dimensions()).toString()))
                .toList();
        var output = JSON.createObjectNode();
        var metrics = output.putArray("Metrics");
        for (var key : Page.of(matching, input, METRICS_A_PAGE, output)) {
            var metric = metrics.addObject().put("Namespace", key.namespace()).put("MetricName", key.name());
            write(metric.putArray("Dimensions"), key.dimensions());
        }
        return output;
    }

    static void write(ArrayNode target, Map<String, String> dimensions) {
        new TreeMap<>(dimensions)
                .forEach((name, value) -> target.addObject().put("Name", name).put("Value", value));
    }

    private static boolean matches(MetricKey key, ObjectNode filter) {
        var value = key.dimensions().get(WireValues.requiredText(filter, "Name"));
        return value != null
                && WireValues.text(filter, "Value").map(value::equals).orElse(true);
    }

    private static long start(ObjectNode input) {
        return Json.requiredTime(input, "StartTime").getEpochSecond();
    }

    private static long end(ObjectNode input) {
        long end = Json.requiredTime(input, "EndTime").getEpochSecond();
        if (end <= start(input)) {
            throw new AwsException("ValidationError", 400, "The parameter EndTime must be later than StartTime.");
        }
        return end;
    }
}
