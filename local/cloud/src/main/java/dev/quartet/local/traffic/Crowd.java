package dev.quartet.local.traffic;

import java.util.random.RandomGenerator;

/** People who use one architecture. Thread-safe. */
interface Crowd {
    /** Returns how much of all requests is this crowd's on average, relative to the others'. */
    int share();

    /** Returns how many people of this crowd there are at the moment, relative to its average. */
    default double tide() {
        return 1;
    }

    /** Lets people come, until all are there or {@code life} ends; blocks. */
    void gather(Lifetime life);

    /** Returns how many are there; nothing is done while it is 0. */
    int size();

    /** Does the next thing as one of them. */
    void act(RandomGenerator random) throws FailedRequestException, InterruptedException;
}
