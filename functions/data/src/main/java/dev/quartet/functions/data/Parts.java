package dev.quartet.functions.data;

import dev.quartet.functions.common.Figures;
import dev.quartet.functions.common.Logs;
import java.util.ArrayList;
import java.util.List;

/** What an API's routes are built of. */
public final class Parts implements AutoCloseable {
    private final Platform platform;
    private final Store store;
    private final Logs logs;
    private final Figures figures;
    private final List<Runnable> closings = new ArrayList<>();

    private Parts(Platform platform, Logs logs, Figures figures) {
        this.platform = platform;
        this.logs = logs;
        this.figures = figures;
        store = new Store(platform.openTable(), platform.openDax(), logs, figures, System::nanoTime);
    }

    /** @param namespace of the figures */
    public static Parts of(Platform platform, String namespace) {
        Logs logs = new Logs(platform.out(), platform.clock());
        return new Parts(platform, logs, Figures.of(namespace, platform.env(), logs, platform.clock()));
    }

    public Platform platform() {
        return platform;
    }

    public Store store() {
        return store;
    }

    public Logs logs() {
        return logs;
    }

    public Figures figures() {
        return figures;
    }

    /** What else is to be closed, or forgotten, before a snapshot. */
    public void beforeSnapshot(Runnable closing) {
        closings.add(closing);
    }

    /** Closes what is open; the next request opens it again. */
    @Override
    public void close() {
        store.close();
        closings.forEach(Runnable::run);
    }
}
