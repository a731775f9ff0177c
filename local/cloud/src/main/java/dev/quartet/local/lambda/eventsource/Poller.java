package dev.quartet.local.lambda.eventsource;

/** What polls for one mapping while it is enabled. Thread-safe. */
interface Poller extends AutoCloseable {
    /** Polls from now on, from where it stopped. */
    void resume();

    /** Stops polling; what has been read stays to be handled. */
    void pause();

    /** Returns what became of the last batch, as {@code LastProcessingResult} has it. */
    String lastResult();

    /** Ends it for good. */
    @Override
    void close();
}
