package dev.quartet.local.lambda;

import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Which functions fail or are killed on demand, at random: what every caller and event source must bear. Thread-safe. */
final class FunctionFaults {
    /** A doomed process lives this long at most: about as long as a handler that calls other services. */
    private static final int LONGEST_LIFE_MILLIS = 50;

    private final Map<String, Fault> faults = new ConcurrentHashMap<>();

    /** What one invocation is to suffer. */
    sealed interface Harm {
        /** Nothing: as if there were no faults. */
        record None() implements Harm {}

        /** Its work is done, but its answer becomes an unhandled error. */
        record Fail() implements Harm {}

        /** Its process is killed after so many milliseconds, or when it answers sooner: nobody gets the answer. */
        record Kill(int afterMillis) implements Harm {}
    }

    /** How a function is harmed, and how often it was. */
    record Status(double failRate, double killRate, long failed, long killed) {}

    /**
     * Harms {@code function} from now on; both rates 0 end it.
     *
     * @param failRate share of invocations whose answer becomes an error, 0 to 1
     * @param killRate share of invocations whose process is killed, 0 to 1
     * @param seed of the dice, for a run that can be repeated
     */
    void set(String function, double failRate, double killRate, long seed) {
        if (failRate == 0 && killRate == 0) {
            faults.remove(function);
        } else {
            faults.put(function, new Fault(failRate, killRate, new Random(seed)));
        }
    }

    /** Ends all. */
    void clear() {
        faults.clear();
    }

    /** Returns the harmed functions by name. */
    Map<String, Status> all() {
        var result = new TreeMap<String, Status>();
        faults.forEach((function, fault) -> result.put(function, fault.status()));
        return result;
    }

    /** Rolls the dice for one invocation of {@code function}. */
    Harm next(String function) {
        return Optional.ofNullable(faults.get(function)).map(Fault::next).orElseGet(Harm.None::new);
    }

    private static final class Fault {
        private final double failRate;
        private final double killRate;
        private final Random dice;
        private long failed;
        private long killed;

        Fault(double failRate, double killRate, Random dice) {
            this.failRate = failRate;
            this.killRate = killRate;
            this.dice = dice;
        }

        synchronized Harm next() {
            double rolled = dice.nextDouble();
            if (rolled < killRate) {
                killed++;
                return new Harm.Kill(dice.nextInt(LONGEST_LIFE_MILLIS));
            }
            if (rolled < killRate + failRate) {
                failed++;
                return new Harm.Fail();
            }
            return new Harm.None();
        }

        synchronized Status status() {
            return new Status(failRate, killRate, failed, killed);
        }
    }
}
