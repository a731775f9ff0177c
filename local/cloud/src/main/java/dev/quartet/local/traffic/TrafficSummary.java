package dev.quartet.local.traffic;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was sent and what came back. Immutable.
 *
 * @param seconds since the start
 * @param users of the to-do app who are signed in, and visitors of the blog who signed up
 * @param skipped requests that were not sent because too many were under way
 * @param statuses counts by HTTP status; {@code none} where no answer came
 * @param operations by label, in alphabetical order
 * @param errors a few distinct ones, in words
 */
public record TrafficSummary(
        double seconds,
        int users,
        long requests,
        long skipped,
        double requestsPerSecond,
        double p50Millis,
        double p99Millis,
        Map<String, Long> statuses,
        Map<String, OperationSummary> operations,
        List<String> errors) {
    public TrafficSummary {
        statuses = Collections.unmodifiableMap(new TreeMap<>(statuses));
        operations = Collections.unmodifiableMap(new TreeMap<>(operations));
        errors = List.copyOf(errors);
    }

    /** The same of one operation. */
    public record OperationSummary(long requests, Map<String, Long> statuses, double p50Millis, double p99Millis) {
        public OperationSummary {
            statuses = Collections.unmodifiableMap(new TreeMap<>(statuses));
        }
    }

    /** Returns how many requests no service could have wanted: without an answer, 429 and 5xx. */
    public long failures() {
        return statuses.entrySet().stream()
                .filter(status -> status.getKey().equals(Statistics.NO_ANSWER)
                        || status.getKey().equals("429")
                        || status.getKey().startsWith("5"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Returns one line for a terminal. */
    public String line() {
        return "%5.0f s  %d users  %d requests  %.1f/s  p50 %.1f ms  p99 %.1f ms  %s"
                .formatted(seconds, users, requests, requestsPerSecond, p50Millis, p99Millis, show(statuses));
    }

    /** Returns a table of the operations for a terminal. */
    public List<String> table() {
        return operations.entrySet().stream()
                .map(entry -> "%-16s %8d  p50 %7.1f ms  p99 %7.1f ms  %s"
                        .formatted(
                                entry.getKey(),
                                entry.getValue().requests(),
                                entry.getValue().p50Millis(),
                                entry.getValue().p99Millis(),
                                show(entry.getValue().statuses())))
                .toList();
    }

    private static String show(Map<String, Long> statuses) {
        var result = new StringBuilder();
        statuses.forEach((status, count) -> result.append(result.isEmpty() ? "" : "  ")
                .append(status)
                .append(": ")
                .append(count));
        return result.toString();
    }
}
