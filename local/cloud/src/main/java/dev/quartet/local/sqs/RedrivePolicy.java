package dev.quartet.local.sqs;

import static java.util.Objects.requireNonNull;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a queue's messages go that were received too often. Immutable.
 *
 * @param maxReceiveCount 1 to 1000
 */
record RedrivePolicy(String deadLetterTargetArn, int maxReceiveCount) {
    private static final int MOST = 1000;

    RedrivePolicy {
        requireNonNull(deadLetterTargetArn, "deadLetterTargetArn is null");
    }

    /** Parses {@code {"deadLetterTargetArn", "maxReceiveCount"}}, the count a number or a text as SQS takes both. */
    static RedrivePolicy parse(String json) {
        var node = object("RedrivePolicy", json);
        var target = node.path("deadLetterTargetArn").asString("");
        var count = node.path("maxReceiveCount").asString("");
        if (target.isEmpty() || !count.matches("[0-9]{1,4}")) {
            throw SqsErrors.invalid(
                    "RedrivePolicy", json, "Redrive policy needs deadLetterTargetArn and a whole maxReceiveCount.");
        }
        int most = Integer.parseInt(count);
        if (most < 1 || most > MOST) {
            throw SqsErrors.invalid(
                    "RedrivePolicy", json, "Invalid value for maxReceiveCount: %d, must be 1 to 1000.".formatted(most));
        }
        return new RedrivePolicy(target, most);
    }

    static JsonNode object(String attribute, String json) {
        try {
            var node = JsonMapper.shared().readTree(json);
            if (node.isObject()) {
                return node;
            }
        } catch (JacksonException e) {
            throw SqsErrors.invalid(attribute, json, attribute + " is not valid JSON.");
        }
        throw SqsErrors.invalid(attribute, json, attribute + " is not a JSON object.");
    }
}
