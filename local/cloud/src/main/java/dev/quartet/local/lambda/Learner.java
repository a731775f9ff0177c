package dev.quartet.local.lambda;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes start-up caches in the background and one at a time: each costs as much as some starts. Thread-safe. */
final class Learner implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Learner.class);

    private final Launcher launcher;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("lambda-learner").daemon().factory());

    Learner(Launcher launcher) {
        this.launcher = launcher;
    }

    /** Has one made of a version, where it has none. */
    void learn(FunctionVersion version) {
        thread.execute(() -> {
            try {
                launcher.learn(version);
            } catch (IOException | RuntimeException e) {
                log.debug("no start-up cache for {}", version.name(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
