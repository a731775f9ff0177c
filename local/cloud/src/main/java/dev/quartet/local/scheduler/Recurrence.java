package dev.quartet.local.scheduler;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;

/** When a schedule is due. Immutable. */
interface Recurrence {
    /** What an expression may look like. */
    Pattern FORM = Pattern.compile("(rate|cron|at)\\((.*)\\)");

    /** How a rate is written. */
    Pattern RATE = Pattern.compile("([1-9]\\d{0,5})\\s+(minute|hour|day)s?");

    /** Returns the first time that is later than {@code after}; empty when there is none. */
    Optional<Instant> next(Instant after);

    /**
     * Parses {@code rate(…)}, {@code cron(…)} or {@code at(…)}; throws {@link IllegalArgumentException} that says what is wrong.
     *
     * @param from when a rate begins
     */
    static Recurrence parse(String expression, ZoneId zone, Instant from) {
        var form = FORM.matcher(expression);
        if (!form.matches()) {
            throw new IllegalArgumentException("it must be rate(…), cron(…) or at(…)");
        }
        var inner = form.group(2);
        return switch (form.group(1)) {
            case "rate" -> every(rate(inner), from);
            case "cron" -> Cron.parse(inner, zone);
            default -> once(time(inner, zone));
        };
    }

    /** Returns the times of a rate, the first of which is {@code from}. */
    private static Recurrence every(Duration rate, Instant from) {
        return after -> {
            if (after.isBefore(from)) {
                return Optional.of(from);
            }
            long passed = Duration.between(from, after).dividedBy(rate);
            return Optional.of(from.plus(rate.multipliedBy(passed + 1)));
        };
    }

    private static Recurrence once(Instant time) {
        return after -> after.isBefore(time) ? Optional.of(time) : Optional.empty();
    }

    private static Duration rate(String text) {
        var match = RATE.matcher(text.strip());
        if (!match.matches()) {
            throw new IllegalArgumentException(
                    "a rate is a number and minutes, hours or days, not '%s'".formatted(text));
        }
        long value = Long.parseLong(match.group(1));
        return switch (match.group(2)) {
            case "minute" -> Duration.ofMinutes(value);
            case "hour" -> Duration.ofHours(value);
            default -> Duration.ofDays(value);
        };
    }

    private static Instant time(String text, ZoneId zone) {
        try {
            return LocalDateTime.parse(text.strip()).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("a time is written yyyy-mm-ddThh:mm:ss, not '%s'".formatted(text), e);
        }
    }
}
