package dev.quartet.local.ses;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a configuration set's events go: to CloudWatch under its dimensions, or to a topic. Immutable.
 *
 * @param dimensions empty unless it is a CloudWatch destination
 */
record EventDestination(
        String name, boolean enabled, Set<EventType> types, List<Dimension> dimensions, Optional<String> topicArn) {
    /**
     * One dimension.
     *
     * @param source {@code MESSAGE_TAG}, {@code EMAIL_HEADER} or {@code LINK_TAG}
     */
    record Dimension(String name, String source, String defaultValue) {}

    EventDestination {
        types = Set.copyOf(types);
        dimensions = List.copyOf(dimensions);
    }

    boolean wants(EventType type) {
        return enabled && types.contains(type);
    }
}
