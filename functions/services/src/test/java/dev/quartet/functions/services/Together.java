package dev.quartet.functions.services;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does several things at the same time. */
public final class Together {
    private Together() {}

    /** What each answered, in their order. */
    public static <T> List<T> run(List<Callable<T>> things) {
        CyclicBarrier start = new CyclicBarrier(things.size());
        try (ExecutorService threads = Executors.newFixedThreadPool(things.size())) {
            List<Future<T>> futures = new ArrayList<>();
            for (Callable<T> thing : things) {
                futures.add(threads.submit(() -> {
                    start.await();
                    return thing.call();
                }));
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> future : futures) {
                answers.add(future.get());
            }
            return answers;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same, so many times. */
    public static <T> List<T> times(int times, Callable<T> thing) {
        List<Callable<T>> things = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            things.add(thing);
        }
        return run(things);
    }
}
