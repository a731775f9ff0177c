package dev.quartet.local.core;

/** CloudWatch Logs' inbox. Thread-safe. */
@FunctionalInterface
public interface LogSink {
    /** Appends one event at the clock's present time; the group must exist, the stream is made on first use. */
    void append(String group, String stream, String message);
}
