package dev.quartet.local.lambda.eventsource;

import dev.quartet.local.core.AwsException;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A mapping's filter criteria: a record passes by any of the patterns, or when there are none. Immutable. */
record Filters(List<String> patterns, List<EventPattern> parsed) {
    private static final int MOST = 5;

    Filters {
        patterns = List.copyOf(patterns);
        parsed = List.copyOf(parsed);
    }

    static Filters of(List<String> patterns) {
        if (patterns.size() > MOST) {
            throw new AwsException(
                    "InvalidParameterValueException",
                    400,
                    "filterCriteria has %d filters; allowed are %d".formatted(patterns.size(), MOST));
        }
        return new Filters(patterns, patterns.stream().map(EventPattern::parse).toList());
    }

    boolean pass(JsonNode event) {
        return parsed.isEmpty() || parsed.stream().anyMatch(pattern -> pattern.matches(event));
    }
}
