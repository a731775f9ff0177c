package dev.quartet.local.cloudwatch;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.WireValues;
import dev.quartet.local.core.AwsException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html">PutMetricData</a>: all of a
 * request's data or, where one is not allowed, none. Thread-safe.
 */
final class MetricInput {
    private static final int MOST_DATA = 1000;
    private static final int MOST_DIMENSIONS = 30;
    private static final int MOST_VALUES = 150;
    private static final double GREATEST = Math.pow(2, 360);
    private static final Duration PAST = Duration.ofDays(14);
    private static final Duration FUTURE = Duration.ofHours(2);

    private final MetricStore store;
    private final Clock clock;

    MetricInput(MetricStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    JsonNode put(AwsRequest request, ObjectNode input) {
        var namespace = WireValues.requiredText(input, "Namespace");
        if (namespace.startsWith("AWS/")) {
            throw invalid("The value AWS/ for parameter Namespace is invalid: it is reserved.");
        }
        var data = Json.objects(input, "MetricData");
        if (data.size() > MOST_DATA) {
            throw new AwsException(
                    "LimitExceeded", 400, "MetricData may have %d members, not %d".formatted(MOST_DATA, data.size()));
        }
        var writes = data.stream()
                .map(datum -> write(request.region(), namespace, datum))
                .toList();
        writes.forEach(Runnable::run);
        return JsonMapper.shared().createObjectNode();
    }

    private Runnable write(String region, String namespace, ObjectNode datum) {
        var dimensions = Json.dimensions(datum);
        if (dimensions.size() > MOST_DIMENSIONS) {
            throw invalid("A metric has at most %d dimensions, not %d".formatted(MOST_DIMENSIONS, dimensions.size()));
        }
        var key = new MetricKey(region, namespace, WireValues.requiredText(datum, "MetricName"), dimensions);
        var unit = WireValues.text(datum, "Unit").orElse("None");
        long at = second(datum);
        if (datum.get("StatisticValues") instanceof ObjectNode summary) {
            double samples = number(summary, "SampleCount");
            double total = number(summary, "Sum");
            double least = number(summary, "Minimum");
            double most = number(summary, "Maximum");
            if (samples <= 0 || least > most) {
                throw invalid(
                        "StatisticValues needs a SampleCount over 0, not %s, and a Minimum up to Maximum, not %s to %s"
                                .formatted(samples, least, most));
            }
            return () -> store.series(key, unit).addSummary(at, samples, total, least, most);
        }
        var values = numbers(datum, "Values");
        if (values.isEmpty()) {
            double value = number(datum, "Value");
            return () -> store.series(key, unit).add(at, value, 1);
        }
        var counts = numbers(datum, "Counts");
        boolean once = counts.isEmpty();
        if (values.size() > MOST_VALUES || (!once && counts.size() != values.size())) {
            throw invalid("Values may have %d members, and Counts as many or none, not %d and %d"
                    .formatted(MOST_VALUES, values.size(), counts.size()));
        }
        if (counts.stream().anyMatch(count -> count <= 0)) {
            throw invalid("Counts must be over 0, not " + counts);
        }
        return () -> {
            var series = store.series(key, unit);
            for (int i = 0; i < values.size(); i++) {
                series.add(at, values.get(i), once ? 1 : counts.get(i));
            }
        };
    }

    private long second(ObjectNode datum) {
        var now = clock.instant();
        var at = WireValues.instant(datum, "Timestamp").orElse(now);
        if (at.isBefore(now.minus(PAST)) || at.isAfter(now.plus(FUTURE))) {
            throw invalid("The parameter Timestamp must be from two weeks ago to two hours ahead, not " + at);
        }
        return at.getEpochSecond();
    }

    private static double number(ObjectNode node, String member) {
        var number = WireValues.number(node, member);
        if (number.isEmpty()) {
            throw new AwsException("MissingParameter", 400, "The parameter " + member + " is required.");
        }
        return allowed(member, number.getAsDouble());
    }

    private static List<Double> numbers(ObjectNode datum, String member) {
        var result = new ArrayList<Double>();
        for (var text : Json.texts(datum, member)) {
            try {
                result.add(allowed(member, Double.parseDouble(text)));
            } catch (NumberFormatException e) {
                throw invalid("%s must be numbers, not '%s'".formatted(member, text));
            }
        }
        return result;
    }

    private static double allowed(String member, double value) {
        if (!(Math.abs(value) <= GREATEST)) { // nor may it be no number
            throw invalid("The parameter %s must be from -2^360 to 2^360, not %s".formatted(member, value));
        }
        return value;
    }

    private static AwsException invalid(String message) {
        return new AwsException("InvalidParameterValue", 400, message);
    }
}
