package dev.quartet.local.lambda.eventsource;

import dev.quartet.local.core.Inputs;
import java.time.Instant;
import java.util.Map;

/** One event source mapping: its arguments and what polls for it. Immutable but for the poller's own state. */
record Mapping(
        String uuid,
        String arn,
        String functionArn,
        Inputs inputs,
        Settings settings,
        boolean enabled,
        Instant modified,
        Poller poller) {
    /** Returns the mapping as it is while {@code now} says whether it is enabled. */
    Mapping enabled(boolean now, Instant at) {
        return new Mapping(uuid, arn, functionArn, inputs, settings, now, at, poller);
    }

    String state() {
        return enabled ? "Enabled" : "Disabled";
    }

    /** Returns what a program may read of it. */
    Map<String, Object> outputs() {
        return Map.ofEntries(
                Map.entry("arn", arn),
                Map.entry("uuid", uuid),
                Map.entry("functionArn", functionArn),
                Map.entry("lastModified", modified.toString()),
                Map.entry("lastProcessingResult", poller.lastResult()),
                Map.entry("state", state()),
                Map.entry("stateTransitionReason", "USER_INITIATED"),
                Map.entry("batchSize", (double) settings.batchSize()),
                Map.entry("maximumRecordAgeInSeconds", (double)
                        settings.recordAge().map(age -> (int) age.toSeconds()).orElse(-1)),
                Map.entry("maximumRetryAttempts", (double) settings.retries()),
                Map.entry("parallelizationFactor", (double) settings.lanes()),
                Map.entry("tagsAll", inputs.texts("tags")));
    }
}
