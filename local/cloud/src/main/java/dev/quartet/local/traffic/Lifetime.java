package dev.quartet.local.traffic;

import java.time.Duration;

/** How long the traffic goes on. Thread-safe. */
interface Lifetime {
    /** That of what has not begun: nothing waits. */
    Lifetime NONE = new Lifetime() {
        @Override
        public boolean over() {
            return true;
        }

        @Override
        public boolean pause(Duration length) {
            return true;
        }

        @Override
        public boolean submit(Runnable task) {
            return false;
        }
    };

    /** Returns if it is over. */
    boolean over();

    /** Waits; returns true as soon as it is over anyway. */
    boolean pause(Duration length);

    /** Runs {@code task} on a thread of its own; returns false when it is too late. */
    boolean submit(Runnable task);
}
