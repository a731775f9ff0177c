package dev.quartet.dashboard.feed;

/** A viewer's looking; nothing more is read for it once it is closed. */
public interface Subscription extends AutoCloseable {
    @Override
    void close();
}
