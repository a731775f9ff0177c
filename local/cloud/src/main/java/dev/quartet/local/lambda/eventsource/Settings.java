package dev.quartet.local.lambda.eventsource;

import dev.quartet.local.core.Arn;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Inputs;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a mapping polls and what it does with failures, checked as <a
 * href="https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html">CreateEventSourceMapping</a> does.
 * Immutable.
 *
 * @param retries -1 for ever
 * @param recordAge how old a record may become; empty for as old as the stream keeps it
 * @param destination an ARN
 */
record Settings(
        String sourceArn,
        String functionName,
        int batchSize,
        Duration window,
        Optional<String> startingPosition,
        Optional<Instant> startingTimestamp,
        Filters filters,
        int lanes,
        boolean reportsFailures,
        boolean bisects,
        int retries,
        Optional<Duration> recordAge,
        Optional<String> destination,
        OptionalInt maximumConcurrency) {
    private static final int STREAM_BATCH = 100;
    private static final int QUEUE_BATCH = 10;
    private static final int MOST_BATCH = 10_000;
    private static final int MOST_WINDOW = 300;
    private static final int WEEK = 604_800;

    /** Reads and checks a mapping's arguments; throws {@code InvalidParameterValueException}. */
    static Settings of(Inputs inputs) {
        for (var other : new String[] {
            "selfManagedEventSource", "amazonManagedKafkaEventSourceConfig", "documentDbEventSourceConfig", "queues",
            "topics", "kmsKeyArn", "provisionedPollerConfig", "sourceAccessConfigurations"
        }) {
            if (inputs.has(other) && !isEmpty(inputs, other)) {
                throw invalid("%s: the local cloud has event sources of DynamoDB Streams, Kinesis and SQS, without %s"
                        .formatted(inputs.owner(), other));
            }
        }
        if (inputs.optionalInteger("tumblingWindowInSeconds").orElse(0) > 0) {
            throw invalid(
                    "%s: tumblingWindowInSeconds: the local cloud has no tumbling windows".formatted(inputs.owner()));
        }
        var source = inputs.string("eventSourceArn");
        var queue = service(source).equals("sqs");
        int batch = range(inputs, "batchSize", 1, MOST_BATCH).orElse(queue ? QUEUE_BATCH : STREAM_BATCH);
        int window =
                range(inputs, "maximumBatchingWindowInSeconds", 0, MOST_WINDOW).orElse(0);
        if (queue && batch > QUEUE_BATCH && window == 0) {
            throw invalid(
                    "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10");
        }
        if (queue) {
            refuseOfQueues(inputs);
        } else if (inputs.has("scalingConfig")) {
            throw invalid("%s: scalingConfig is for queues alone".formatted(inputs.owner()));
        }
        int age = range(inputs, "maximumRecordAgeInSeconds", -1, WEEK).orElse(-1);
        if (age >= 0 && age < 60) {
            throw invalid("maximumRecordAgeInSeconds %d; allowed are -1 and 60 to %d".formatted(age, WEEK));
        }
        return new Settings(
                source,
                inputs.string("functionName"),
                batch,
                Duration.ofSeconds(window),
                startingPosition(inputs, queue),
                startingTimestamp(inputs),
                Filters.of(inputs.block("filterCriteria").stream()
                        .flatMap(criteria -> criteria.blocks("filters").stream())
                        .flatMap(filter -> filter.optionalString("pattern").stream())
                        .toList()),
                range(inputs, "parallelizationFactor", 1, 10).orElse(1),
                reportsFailures(inputs),
                inputs.flag("bisectBatchOnFunctionError", false),
                range(inputs, "maximumRetryAttempts", -1, MOST_BATCH).orElse(-1),
                age < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(age)),
                inputs.block("destinationConfig")
                        .flatMap(config -> config.block("onFailure"))
                        .flatMap(failure -> failure.optionalString("destinationArn")),
                inputs.block("scalingConfig")
                        .map(scaling -> range(scaling, "maximumConcurrency", 2, 1000))
                        .orElse(OptionalInt.empty()));
    }

    /** Returns the service of an event source. */
    static String service(String sourceArn) {
        try {
            return Arn.parse(sourceArn).service();
        } catch (IllegalArgumentException e) {
            throw invalid("eventSourceArn '%s' is no ARN".formatted(sourceArn));
        }
    }

    private static boolean isEmpty(Inputs inputs, String property) {
        return inputs.asMap().get(property) instanceof java.util.Collection<?> list && list.isEmpty();
    }

    private static Optional<String> startingPosition(Inputs inputs, boolean queue) {
        var position = inputs.optionalString("startingPosition");
        if (queue && position.isPresent()) {
            throw invalid("StartingPosition is not valid for SQS event sources.");
        }
        if (!queue
                && position.filter(p -> p.equals("TRIM_HORIZON") || p.equals("LATEST") || p.equals("AT_TIMESTAMP"))
                        .isEmpty()) {
            throw invalid(
                    "1 validation error detected: startingPosition '%s'; allowed are TRIM_HORIZON, LATEST, AT_TIMESTAMP"
                            .formatted(position.orElse("null")));
        }
        return position;
    }

    /** A program gives a text, Lambda's API seconds since the epoch. */
    private static Optional<Instant> startingTimestamp(Inputs inputs) {
        boolean needed = inputs.optionalString("startingPosition")
                .filter("AT_TIMESTAMP"::equals)
                .isPresent();
        var value = inputs.asMap().get("startingPositionTimestamp");
        if (needed != (value != null)) {
            throw invalid("startingPositionTimestamp belongs to startingPosition AT_TIMESTAMP, and only to it");
        }
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Double seconds) {
            return Optional.of(Instant.ofEpochMilli(Math.round(seconds * 1000)));
        }
        try {
            return Optional.of(OffsetDateTime.parse(value.toString()).toInstant());
        } catch (DateTimeException e) {
            throw invalid(
                    "startingPositionTimestamp '%s'; allowed is a time such as 2026-01-31T12:00:00Z".formatted(value));
        }
    }

    private static boolean reportsFailures(Inputs inputs) {
        var types = inputs.strings("functionResponseTypes");
        for (var type : types) {
            if (!type.equals("ReportBatchItemFailures")) {
                throw invalid("functionResponseTypes '%s'; allowed is ReportBatchItemFailures".formatted(type));
            }
        }
        return !types.isEmpty();
    }

    private static void refuseOfQueues(Inputs inputs) {
        for (var property : new String[] {
            "bisectBatchOnFunctionError",
            "parallelizationFactor",
            "maximumRetryAttempts",
            "maximumRecordAgeInSeconds",
            "destinationConfig"
        }) {
            if (inputs.has(property)) {
                throw invalid(
                        "Unsupported parameter for SQS event sources: %s. (a queue's failures go where its redrive policy says)"
                                .formatted(property));
            }
        }
    }

    private static OptionalInt range(Inputs inputs, String property, int least, int most) {
        var value = inputs.optionalInteger(property);
        if (value.isPresent() && (value.getAsInt() < least || value.getAsInt() > most)) {
            throw invalid("%s %d; allowed are %d to %d".formatted(property, value.getAsInt(), least, most));
        }
        return value;
    }

    private static AwsException invalid(String message) {
        return new AwsException("InvalidParameterValueException", 400, message);
    }
}
