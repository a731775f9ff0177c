package dev.quartet.local.elb;

import dev.quartet.local.core.TargetGroups.State;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Chooses targets. Thread-safe. */
final class Balancing {
    /** How. */
    enum Algorithm {
        ROUND_ROBIN,
        LEAST_OUTSTANDING_REQUESTS,
        WEIGHTED_RANDOM
    }

    private final Algorithm algorithm;
    private final Duration slowStart;
    private final AtomicInteger next = new AtomicInteger();

    /** @param slowStart in which a target that became healthy is given more and more; zero for its full share at once */
    Balancing(Algorithm algorithm, Duration slowStart) {
        this.algorithm = algorithm;
        this.slowStart = slowStart;
    }

    Algorithm algorithm() {
        return algorithm;
    }

    /**
     * Returns those that may get requests: the healthy ones, or all that do not drain when none is healthy (AWS: "fail
     * open").
     */
    static List<HttpTarget> eligible(List<HttpTarget> registered) {
        var healthy = registered.stream()
                .filter(target -> target.state() == State.HEALTHY || target.state() == State.UNAVAILABLE)
                .toList();
        return healthy.isEmpty()
                ? registered.stream()
                        .filter(target -> target.state() != State.DRAINING)
                        .toList()
                : healthy;
    }

    /** Returns one of {@code eligible}; null when there is none. */
    @Nullable
    HttpTarget choose(List<HttpTarget> eligible) {
        if (eligible.isEmpty()) {
            return null;
        }
        var warm = slowStart.isZero() ? eligible : warm(eligible);
        return switch (algorithm) {
            case ROUND_ROBIN -> warm.get(Math.floorMod(next.getAndIncrement(), warm.size()));
            case WEIGHTED_RANDOM -> warm.get(ThreadLocalRandom.current().nextInt(warm.size()));
            case LEAST_OUTSTANDING_REQUESTS -> leastBusy(warm);
        };
    }

    private HttpTarget leastBusy(List<HttpTarget> targets) {
        int first = Math.floorMod(next.getAndIncrement(), targets.size()); // among equals, in turn
        var best = targets.get(first);
        for (int i = 1; i < targets.size(); i++) {
            var other = targets.get((first + i) % targets.size());
            if (other.outstanding() < best.outstanding()) {
                best = other;
            }
        }
        return best;
    }

    /** Leaves a target that warms up out, ever more seldom. */
    private List<HttpTarget> warm(List<HttpTarget> eligible) {
        long now = System.nanoTime();
        var result = eligible.stream()
                .filter(target -> now - target.healthySince()
                        >= ThreadLocalRandom.current().nextDouble() * slowStart.toNanos())
                .toList();
        return result.isEmpty() ? eligible : result;
    }
}
