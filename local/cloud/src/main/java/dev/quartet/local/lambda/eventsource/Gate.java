package dev.quartet.local.lambda.eventsource;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Open while a mapping is enabled. Thread-safe. */
final class Gate {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean open;

    void open(boolean now) {
        lock.lock();
        try {
            open = now;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns once it is open. */
    void await() throws InterruptedException {
        lock.lock();
        try {
            while (!open) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }
}
