package dev.quartet.dashboard.figure;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One value of a formula. A null {@code value} is "no data", which is not 0.
 *
 * @param value a count, a rate a second, or a fraction of 1
 * @param denominator null where the formula does not divide
 * @param settledUntil buckets from here on may still change
 */
public record Figure(
        @Nullable Double value,
        @Nullable Double numerator,
        @Nullable Double denominator,
        Instant settledUntil) {
    static Figure none(Instant settledUntil) {
        return new Figure(null, null, null, settledUntil);
    }

    /** Whether clamping at 0 hid a negative offload. */
    @JsonIgnore
    public boolean clamped() {
        return value != null && value == 0 && numerator != null && denominator != null && numerator > denominator;
    }
}
