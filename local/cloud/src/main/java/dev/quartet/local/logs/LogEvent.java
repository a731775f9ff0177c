package dev.quartet.local.logs;

import static java.util.Objects.requireNonNull;

/**
 * One event. Immutable.
 *
 * @param sequence rises over all streams in order of arrival; the event's id
 * @param timestamp when it happened, in milliseconds since the epoch
 * @param ingestionTime when it arrived, in milliseconds since the epoch
 */
public record LogEvent(long sequence, String stream, long timestamp, long ingestionTime, String message) {
    public LogEvent {
        requireNonNull(stream, "stream is null");
        requireNonNull(message, "message is null");
    }
}
