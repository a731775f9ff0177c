package dev.quartet.local.s3;

import dev.quartet.local.core.AwsException;
import java.util.List;
import java.util.Set;

/**
 * One rule of a bucket's notification configuration: which events of which keys go where. Immutable.
 *
 * @param kind what the target is
 * @param events {@code s3:ObjectCreated:*}, {@code s3:ObjectCreated:Put}, …
 * @param prefix empty for every key
 */
record Notification(String id, Kind kind, String targetArn, List<String> events, String prefix, String suffix) {
    private static final Set<String> EVENTS = Set.of(
            "s3:ObjectCreated:*",
            "s3:ObjectCreated:Put",
            "s3:ObjectCreated:Post",
            "s3:ObjectCreated:Copy",
            "s3:ObjectCreated:CompleteMultipartUpload",
            "s3:ObjectRemoved:*",
            "s3:ObjectRemoved:Delete",
            "s3:ObjectRemoved:DeleteMarkerCreated");

    /** What a target is. */
    enum Kind {
        QUEUE,
        TOPIC,
        FUNCTION
    }

    Notification {
        events = List.copyOf(events);
        if (events.isEmpty()) {
            throw invalid("rule %s names no event".formatted(id));
        }
        for (var event : events) {
            if (!EVENTS.contains(event)) {
                throw invalid("The event '%s' is not supported for notifications; the local cloud knows %s"
                        .formatted(event, new java.util.TreeSet<>(EVENTS)));
            }
        }
    }

    boolean covers(ObjectEvent event) {
        return event.key().startsWith(prefix)
                && event.key().endsWith(suffix)
                && events.stream().anyMatch(each -> same(each, "s3:" + event.name()));
    }

    /** Throws {@code InvalidArgument} when a key's event could go by two of {@code rules}. */
    static void refuseOverlaps(List<Notification> rules) {
        for (int i = 0; i < rules.size(); i++) {
            for (int j = i + 1; j < rules.size(); j++) {
                var one = rules.get(i);
                var other = rules.get(j);
                boolean event = one.events.stream()
                        .anyMatch(a -> other.events.stream().anyMatch(b -> same(a, b) || same(b, a)));
                boolean prefix = one.prefix.startsWith(other.prefix) || other.prefix.startsWith(one.prefix);
                boolean suffix = one.suffix.endsWith(other.suffix) || other.suffix.endsWith(one.suffix);
                if (event && prefix && suffix) {
                    throw invalid(
                            "Configurations overlap. Configurations on the same bucket cannot share a common event type. (rules %s and %s: the same event, overlapping prefixes '%s' and '%s', overlapping suffixes '%s' and '%s')"
                                    .formatted(one.id, other.id, one.prefix, other.prefix, one.suffix, other.suffix));
                }
            }
        }
    }

    static AwsException invalid(String message) {
        return new AwsException("InvalidArgument", 400, message);
    }

    private static boolean same(String pattern, String event) {
        return pattern.equals(event)
                || (pattern.endsWith("*") && event.startsWith(pattern.substring(0, pattern.length() - 1)));
    }
}
