package dev.quartet.dashboard.cost;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A bill, and that of the window before.
 *
 * @param before null where there is nothing to compare with
 */
public record Compared(Bill bill, @Nullable Bill before) {
    /** Metrics that are always there come every five minutes at least: what begins later than that was not there before. */
    private static final Duration SPARSE = Duration.ofMinutes(5);

    /** An amount, and what it was before; null where that is not known. */
    public record Pair(Term now, @Nullable Term before) {
        public Pair {
            requireNonNull(now, "now is null");
        }
    }

    public Compared {
        requireNonNull(bill, "bill is null");
    }

    /**
     * Compares two bills, if the earlier one is known from as early in its window on as the later one is in its own.
     *
     * @param length of a window
     */
    public static Compared of(Bill bill, Optional<Bill> earlier, Duration length) {
        Instant start = bill.span().start().minus(length).plus(SPARSE);
        return new Compared(
                bill,
                earlier.filter(before -> !before.span().start().isAfter(start)).orElse(null));
    }

    /** What is calculated of all of a bill. */
    public Pair all(Function<Bill, Term> of) {
        return new Pair(of.apply(bill), before == null ? null : of.apply(before));
    }

    /** What is told of a saving, by the way to find it in a bill, where it may be missing. */
    public Pair of(Saving saving, Function<Saving, Optional<Term>> of) {
        Term then = before == null
                ? null
                : before.savings().stream()
                        .filter(other -> other.id().equals(saving.id()))
                        .findFirst()
                        .flatMap(of)
                        .orElse(null);
        return new Pair(of.apply(saving).orElseThrow(), then);
    }

    /** The cost of a line. */
    public Pair usd(CostLine line) {
        Term then = before == null
                ? null
                : before.lines().stream()
                        .filter(other -> other.id().equals(line.id()))
                        .findFirst()
                        .map(CostLine::usd)
                        .orElse(null);
        return new Pair(line.usd(), then);
    }
}
