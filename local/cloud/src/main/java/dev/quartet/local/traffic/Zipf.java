package dev.quartet.local.traffic;

import java.util.random.RandomGenerator;

/** Zipf's law, exponent 1: of {@code n} things, the i-th is chosen 1/i as often as the first. */
final class Zipf {
    private Zipf() {}

    /** Returns an index below {@code n}, by inverting the law's continuous form. */
    static int next(RandomGenerator random, int n) {
        double rank = Math.exp(random.nextDouble() * Math.log(n + 1.0));
        return Math.min(n - 1, (int) rank - 1);
    }
}
