package dev.quartet.local.core;

/** CloudWatch Logs' inbox. Thread-safe. */
@FunctionalInterface
public interface LogSink {
    /**
     * Appends one event at the clock's present time; the stream is made on first use. Throws {@link AwsException}
     * {@code ResourceNotFoundException} when there is no such group.
     */
    void append(String group, String stream, String message);

    /** Returns if the group exists. */
    default boolean hasGroup(String group) {
        return true;
    }

    /** Creates the group unless it exists. */
    default void createGroup(String group) {}
}
