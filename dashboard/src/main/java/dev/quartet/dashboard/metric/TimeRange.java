package dev.quartet.dashboard.metric;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** How far back a view looks: whole minutes from 5 minutes to 30 days. */
public record TimeRange(Duration length) {
    private static final Duration SHORTEST = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofDays(30);

    /** What {@link #parse} takes, for messages. */
    public static final String ALLOWED =
            "an ISO 8601 duration of whole minutes from PT5M to P30D, such as PT1H, PT12H, P1D, P7D";

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
        if (length.compareTo(SHORTEST) < 0
                || length.compareTo(LONGEST) > 0
                || !length.equals(length.truncatedTo(ChronoUnit.MINUTES))) {
            throw new IllegalArgumentException("range is %s; allowed is %s".formatted(length, ALLOWED));
        }
    }

    /** Reads an ISO 8601 duration; the error names the value and what is allowed. */
    public static TimeRange parse(String text) {
        Duration length;
        try {
            length = Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("range is '%s'; allowed is %s".formatted(text, ALLOWED), e);
        }
        return new TimeRange(length);
    }

    /** The form used in addresses: {@code PT1H}, {@code P7D}. */
    public String text() {
        return length.toHours() % 24 == 0 && length.toMinutes() % 60 == 0
                ? "P" + length.toDays() + "D"
                : length.toString();
    }

    /**
     * The smallest CloudWatch period that keeps the range under 1,500 points.
     *
     * <p>Reads reach back twice the range, for the comparison, so retention counts from there: a start older than 15 days has no
     * 60 s points, one older than 63 days no 300 s points (GetMetricData, "Period").
     */
    public Duration period() {
        Duration start = length.multipliedBy(2);
        for (int seconds : new int[] {60, 300, 900, 3600, 21_600, 86_400}) {
            boolean retained = (start.compareTo(Duration.ofDays(15)) <= 0 || seconds >= 300)
                    && (start.compareTo(Duration.ofDays(63)) <= 0 || seconds >= 3600);
            if (retained && length.toSeconds() / seconds < 1500) {
                return Duration.ofSeconds(seconds);
            }
        }
        throw new IllegalStateException("no period fits " + length);
    }
}
