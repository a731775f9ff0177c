package dev.quartet.local.cloudfront.config;

/** Takes a line for each answered request. Thread-safe, never blocks, never throws. */
@FunctionalInterface
public interface AccessLog {
    /** Nobody asked for a log. */
    AccessLog NONE = entry -> {};

    /** Records an answered request. */
    void record(AccessLogEntry entry);
}
