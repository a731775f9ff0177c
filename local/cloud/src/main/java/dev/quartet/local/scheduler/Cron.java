package dev.quartet.local.scheduler;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * {@code cron(minutes hours day-of-month month day-of-week year)} in a time zone, as <a
 * href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based">Scheduler</a> reads it: times that
 * the clocks skip in spring are skipped, those that come twice in autumn count once. Immutable.
 */
final class Cron implements Recurrence {
    private static final int FIELDS = 6;

    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet months;
    private final BitSet years;
    private final Predicate<LocalDate> days;
    private final ZoneId zone;

    private Cron(String[] fields, ZoneId zone) {
        this.minutes = CronField.MINUTES.parse(fields[0]);
        this.hours = CronField.HOURS.parse(fields[1]);
        this.days = CronDays.parse(fields[2], fields[4]);
        this.months = CronField.MONTHS.parse(fields[3]);
        this.years = CronField.YEARS.parse(fields[5]);
        this.zone = zone;
    }

    /** Parses the six fields; throws {@link IllegalArgumentException}. */
    static Cron parse(String fields, ZoneId zone) {
        var split = fields.strip().split("\\s+");
        if (split.length != FIELDS) {
            throw new IllegalArgumentException(
                    "a cron expression has 6 fields (minutes hours day-of-month month day-of-week year), not "
                            + split.length);
        }
        return new Cron(split, zone);
    }

    @Override
    public Optional<Instant> next(Instant after) {
        // From the next whole minute, by the clock on the wall.
        var from =
                LocalDateTime.ofInstant(after, zone).withSecond(0).withNano(0).plusMinutes(1);
        var date = from.toLocalDate();
        while (date.getYear() <= CronField.YEARS.last()) {
            if (!years.get(date.getYear())) {
                date = date.withDayOfYear(1).plusYears(1);
            } else if (!months.get(date.getMonthValue())) {
                date = date.withDayOfMonth(1).plusMonths(1);
            } else {
                var found = days.test(date) ? within(date, from, after) : Optional.<Instant>empty();
                if (found.isPresent()) {
                    return found;
                }
                date = date.plusDays(1);
            }
        }
        return Optional.empty();
    }

    private Optional<Instant> within(LocalDate date, LocalDateTime from, Instant after) {
        for (int hour = hours.nextSetBit(0); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
            for (int minute = minutes.nextSetBit(0); minute >= 0; minute = minutes.nextSetBit(minute + 1)) {
                var time = date.atTime(hour, minute);
                if (!time.isBefore(from)
                        && !zone.getRules().getValidOffsets(time).isEmpty()) {
                    // Of a time that comes twice, the first.
                    var instant = ZonedDateTime.of(time, zone)
                            .withEarlierOffsetAtOverlap()
                            .toInstant();
                    if (instant.isAfter(after)) {
                        return Optional.of(instant);
                    }
                }
            }
        }
        return Optional.empty();
    }
}
