package dev.quartet.functions.data;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client that is opened on first use, and again after it was closed for a snapshot, whose copies must not share connections. For one
 * thread, as a Lambda process handles one request at a time.
 */
public final class Reopened<C extends AutoCloseable> implements AutoCloseable {
    private final Supplier<C> open;
    private @Nullable C client;

    public Reopened(Supplier<C> open) {
        this.open = open;
    }

    public C get() {
        C opened = client;
        if (opened == null) {
            opened = open.get();
            client = opened;
        }
        return opened;
    }

    /** Closes what is open; the next use opens it again. */
    @Override
    public void close() {
        C opened = client;
        client = null;
        if (opened == null) {
            return;
        }
        try {
            opened.close();
        } catch (Exception e) {
            throw new IllegalStateException("a client could not be closed", e);
        }
    }
}
