package dev.quartet.updateserver.releases;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * If this instance can serve: not before the releases were seen once, and not while it stops. After that it never looks at the
 * folder again, or a slow file system would have all instances replaced at once. Thread-safe.
 */
public final class Readiness implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Readiness.class);

    private final Releases releases;
    private final Duration interval;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile State state = State.WAITING;

    /** What it can do. */
    public enum State {
        /** The releases were not seen yet. */
        WAITING,
        READY,
        STOPPING
    }

    /** Looks every {@code interval} until it sees them once; {@link #start} it. */
    public Readiness(Releases releases, Duration interval) {
        this.releases = requireNonNull(releases, "releases is null");
        this.interval = requireNonNull(interval, "interval is null");
    }

    /** Begins to look. */
    public Readiness start() {
        Thread.ofPlatform().daemon().name("readiness").start(this::look);
        return this;
    }

    /** Returns what it can do at present; touches nothing. */
    public State state() {
        return state;
    }

    /** Takes the instance out of service. */
    public void stopping() {
        synchronized (this) {
            state = State.STOPPING;
        }
        close();
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private void look() {
        try {
            var last = "";
            do {
                try {
                    releases.requireReadable();
                    log.info("the releases are there");
                    synchronized (this) {
                        state = state == State.WAITING ? State.READY : state;
                    }
                    return;
                } catch (Releases.UnavailableException e) {
                    var message = String.valueOf(e.getMessage());
                    if (!message.equals(last)) {
                        log.warn("not ready: {}", message);
                        last = message;
                    }
                }
            } while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
