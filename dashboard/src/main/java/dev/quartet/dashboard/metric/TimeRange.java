package dev.quartet.dashboard.metric;

import static java.util.Objects.requireNonNull;

import dev.quartet.dashboard.metric.RefusedRangeException.Rule;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The time a view looks at, in whole minutes: the newest 5 minutes to 30 days, or 5 minutes to 90 days up to a fixed end.
 *
 * @param to the fixed end, null for ranges that end now
 */
public record TimeRange(Duration length, @Nullable Instant to) {
    private static final Duration SHORTEST = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final Duration LONGEST_FIXED = Duration.ofDays(90);

    /** CloudWatch keeps 1-hour points for 455 days, and no older ones. */
    private static final Duration OLDEST = Duration.ofDays(455);

    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** What a view shows when nothing is asked for. */
    public static final TimeRange DEFAULT = new TimeRange(Duration.ofHours(1));

    /** What a stack that just began can fill. */
    public static final TimeRange SHORT = new TimeRange(Duration.ofMinutes(15));

    /** What the selector offers. */
    public static final List<TimeRange> PRESETS = List.of(
            SHORT,
            DEFAULT,
            new TimeRange(Duration.ofHours(3)),
            new TimeRange(Duration.ofHours(12)),
            new TimeRange(Duration.ofDays(1)),
            new TimeRange(Duration.ofDays(3)),
            new TimeRange(Duration.ofDays(7)),
            new TimeRange(Duration.ofDays(14)),
            new TimeRange(Duration.ofDays(30)));

    public TimeRange {
        requireNonNull(length, "length is null");
        boolean whole = length.equals(length.truncatedTo(ChronoUnit.MINUTES));
        if (to == null && (!whole || length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0)) {
            throw new RefusedRangeException(Rule.FORM, length.toString());
        }
        if (to != null) {
            String value = MINUTES.format(to.minus(length)) + "/" + MINUTES.format(to);
            if (!whole || !to.equals(to.truncatedTo(ChronoUnit.MINUTES))) {
                throw new RefusedRangeException(Rule.INSTANTS, value);
            }
            if (length.isNegative() || length.isZero()) {
                throw new RefusedRangeException(Rule.ORDER, value);
            }
            if (length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST_FIXED) > 0) {
                throw new RefusedRangeException(Rule.LENGTH, value);
            }
        }
    }

    /** The newest {@code length}. */
    public TimeRange(Duration length) {
        this(length, null);
    }

    /** From one instant to another. */
    public static TimeRange between(Instant from, Instant to) {
        return new TimeRange(Duration.between(from, to), to);
    }

    /** Reads an ISO 8601 duration, or two instants with a slash between; the error names the value and what is allowed. */
    public static TimeRange parse(String text) {
        int slash = text.indexOf('/');
        if (slash >= 0) {
            return between(text.substring(0, slash), text.substring(slash + 1));
        }
        Duration length;
        try {
            length = Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw refused(Rule.FORM, text, e);
        }
        return new TimeRange(length);
    }

    /** Reads two ISO 8601 instants; the error names the values and what is allowed. */
    public static TimeRange between(@Nullable String from, @Nullable String to) {
        String both = (from == null ? "" : from) + "/" + (to == null ? "" : to);
        if (from == null || to == null) {
            throw new RefusedRangeException(Rule.INSTANTS, both);
        }
        Instant start;
        Instant end;
        try {
            start = OffsetDateTime.parse(from).toInstant();
            end = OffsetDateTime.parse(to).toInstant();
        } catch (DateTimeException e) {
            throw refused(Rule.INSTANTS, both, e);
        }
        return between(start, end);
    }

    /** This range, which must not reach into the future nor back beyond what CloudWatch keeps. */
    public TimeRange checked(Instant now) {
        if (to != null && to.isAfter(now)) {
            throw new RefusedRangeException(Rule.FUTURE, text());
        }
        if (to != null && to.minus(length).isBefore(now.minus(OLDEST))) {
            throw new RefusedRangeException(Rule.AGE, text());
        }
        return this;
    }

    /** The fixed start, empty for ranges that end now. */
    public Optional<Instant> from() {
        return Optional.ofNullable(to).map(end -> end.minus(length));
    }

    /** Whether it stays where it is while time goes on. */
    public boolean fixed() {
        return to != null;
    }

    /** The form used in addresses: {@code PT1H}, {@code P7D}, {@code 2026-11-22T10:00Z/2026-11-22T12:00Z}. */
    public String text() {
        if (to != null) {
            return MINUTES.format(to.minus(length)) + "/" + MINUTES.format(to);
        }
        return length.toHours() % 24 == 0 && length.toMinutes() % 60 == 0
                ? "P" + length.toDays() + "D"
                : length.toString();
    }

    /** The range that shows twice as much, as far as there is time and it is allowed: the next preset, or as much again around it. */
    public TimeRange wider(Instant now) {
        if (to == null) {
            return PRESETS.stream()
                    .filter(preset -> preset.length().compareTo(length) > 0)
                    .findFirst()
                    .orElse(this);
        }
        Duration wide = length.multipliedBy(2);
        Duration fitting = wide.compareTo(LONGEST_FIXED) > 0 ? LONGEST_FIXED : wide;
        Instant latest = now.truncatedTo(ChronoUnit.MINUTES);
        Instant centred = to.plus(length.dividedBy(2)).truncatedTo(ChronoUnit.MINUTES);
        Instant end = centred.isAfter(latest) ? latest : centred;
        Instant oldest = now.minus(OLDEST).truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        Instant start = end.minus(fitting).isBefore(oldest) ? oldest : end.minus(fitting);
        return between(start, end);
    }

    /**
     * The whole minutes nearest to what somebody chose in a picture: at least five, none in the future.
     *
     * @param one either end
     */
    public static TimeRange around(Instant one, Instant other, Instant now) {
        Instant start = (one.isBefore(other) ? one : other).truncatedTo(ChronoUnit.MINUTES);
        Instant end = (one.isBefore(other) ? other : one).plusSeconds(59).truncatedTo(ChronoUnit.MINUTES);
        Instant latest = now.truncatedTo(ChronoUnit.MINUTES);
        end = end.isBefore(start.plus(SHORTEST)) ? start.plus(SHORTEST) : end;
        end = end.isAfter(latest) ? latest : end;
        start = end.minus(SHORTEST).isBefore(start) ? end.minus(SHORTEST) : start;
        // A picture may begin before what was asked for: its buckets are whole.
        start = start.isBefore(end.minus(LONGEST_FIXED)) ? end.minus(LONGEST_FIXED) : start;
        Instant oldest = now.minus(OLDEST).truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        start = start.isBefore(oldest) ? oldest : start;
        return between(start, end).checked(now);
    }

    /** {@link #period(Instant)} of a range that ends now. */
    public Duration period() {
        return period(to == null ? Instant.EPOCH : to);
    }

    /**
     * The smallest CloudWatch period that keeps the range under 1,500 points.
     *
     * <p>Reads reach back twice the range, for the comparison, so retention counts from there: a start older than 15 days has no
     * 60 s points, one older than 63 days no 300 s points (GetMetricData, "Period").
     */
    public Duration period(Instant now) {
        Duration back = to == null || to.isAfter(now) ? Duration.ZERO : Duration.between(to, now);
        Duration start = back.plus(length.multipliedBy(2));
        for (int seconds : new int[] {60, 300, 900, 3600, 21_600, 86_400}) {
            boolean retained = (start.compareTo(Duration.ofDays(15)) <= 0 || seconds >= 300)
                    && (start.compareTo(Duration.ofDays(63)) <= 0 || seconds >= 3600);
            if (retained && length.toSeconds() / seconds < 1500) {
                return Duration.ofSeconds(seconds);
            }
        }
        throw new IllegalStateException("no period fits " + length);
    }

    private static RefusedRangeException refused(Rule rule, String value, Exception cause) {
        RefusedRangeException refused = new RefusedRangeException(rule, value);
        refused.initCause(cause);
        return refused;
    }
}
