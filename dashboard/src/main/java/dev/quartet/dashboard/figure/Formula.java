package dev.quartet.dashboard.figure;

import static java.util.Objects.requireNonNull;

import dev.quartet.dashboard.metric.Metric;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a figure follows from metrics, as data: evaluated, and shown next to the figure.
 *
 * @param witness metrics that, where they are reported, make a numerator that is not reported 0: some services report only events
 *     that happened
 */
public record Formula(Kind kind, List<Metric> numerator, List<Metric> denominator, List<Metric> witness) {
    /** What is done with the sums of numerator and denominator. */
    public enum Kind {
        /** numerator */
        SUM,
        /** numerator / seconds of the window */
        PER_SECOND,
        /** numerator / denominator, the fraction that hit */
        RATIO,
        /** 1 − numerator / denominator, never below 0, over settled buckets only */
        SAVED,
        /** the mean of numerator (percent) weighted by denominator, bucket by bucket */
        WEIGHTED
    }

    /** A formula whose metrics speak for themselves. */
    public Formula(Kind kind, List<Metric> numerator, List<Metric> denominator) {
        this(kind, numerator, denominator, List.of());
    }

    public Formula {
        witness = List.copyOf(witness);
        requireNonNull(kind, "kind is null");
        numerator = List.copyOf(numerator);
        denominator = List.copyOf(denominator);
        boolean divides = kind != Kind.SUM && kind != Kind.PER_SECOND;
        if (numerator.isEmpty() || divides == denominator.isEmpty()) {
            throw new IllegalArgumentException("%s of %s over %s".formatted(kind, numerator, denominator));
        }
    }

    /** Everything that must be read for it. */
    public Set<Metric> metrics() {
        Set<Metric> all = new LinkedHashSet<>(numerator);
        all.addAll(denominator);
        all.addAll(witness);
        return all;
    }

    /** The formula in AWS's metric names, such as {@code CacheHitCount / (CacheHitCount + CacheMissCount)}. */
    public String text() {
        String top = names(numerator);
        String below = names(denominator);
        return switch (kind) {
            case SUM -> "Σ " + top;
            case PER_SECOND -> "Σ " + top + " / s";
            case RATIO -> top + " / " + below;
            case SAVED -> "1 − " + top + " / " + below;
            case WEIGHTED -> "Σ (" + top + " × " + below + ") / Σ " + below;
        };
    }

    private static String names(List<Metric> metrics) {
        String joined = metrics.stream().map(Metric::awsName).distinct().collect(Collectors.joining(" + "));
        return joined.contains(" + ") ? "(" + joined + ")" : joined;
    }
}
