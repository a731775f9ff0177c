package dev.quartet.local.scheduler;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.function.Predicate;

/** The two day fields of a cron expression, one of which is {@code ?}: which days they mean. */
final class CronDays {
    private CronDays() {}

    /** Returns which days match; throws {@link IllegalArgumentException} when the fields are not understood. */
    static Predicate<LocalDate> parse(String dayOfMonth, String dayOfWeek) {
        boolean anyOfMonth = dayOfMonth.equals("?");
        boolean anyOfWeek = dayOfWeek.equals("?");
        if (anyOfMonth == anyOfWeek) {
            throw new IllegalArgumentException("one of day-of-month '%s' and day-of-week '%s' must be ?, and only one"
                    .formatted(dayOfMonth, dayOfWeek));
        }
        return anyOfWeek ? ofMonth(dayOfMonth) : ofWeek(dayOfWeek);
    }

    private static Predicate<LocalDate> ofMonth(String text) {
        if (text.equals("L")) {
            return date -> date.getDayOfMonth() == date.lengthOfMonth();
        }
        if (text.equals("LW")) {
            return date -> date.equals(weekday(date, date.lengthOfMonth()));
        }
        if (text.endsWith("W")) {
            int day = CronField.DAYS_OF_MONTH.number(text.substring(0, text.length() - 1));
            return date -> day <= date.lengthOfMonth() && date.equals(weekday(date, day));
        }
        var days = CronField.DAYS_OF_MONTH.parse(text);
        return date -> days.get(date.getDayOfMonth());
    }

    private static Predicate<LocalDate> ofWeek(String text) {
        int hash = text.indexOf('#');
        if (hash > 0) {
            int day = CronField.DAYS_OF_WEEK.number(text.substring(0, hash));
            var which = text.substring(hash + 1);
            if (!which.matches("[1-5]")) {
                throw new IllegalArgumentException("day-of-week has '%s'; after # allowed are 1 to 5".formatted(text));
            }
            int nth = Integer.parseInt(which);
            return date -> number(date) == day && (date.getDayOfMonth() + 6) / 7 == nth;
        }
        if (text.equals("L")) {
            return date -> date.getDayOfWeek() == DayOfWeek.SATURDAY;
        }
        if (text.endsWith("L")) {
            int day = CronField.DAYS_OF_WEEK.number(text.substring(0, text.length() - 1));
            return date -> number(date) == day && date.getDayOfMonth() + 7 > date.lengthOfMonth();
        }
        var days = CronField.DAYS_OF_WEEK.parse(text);
        return date -> days.get(number(date));
    }

    /** Returns 1 for Sunday to 7 for Saturday. */
    private static int number(LocalDate date) {
        return date.getDayOfWeek().getValue() % 7 + 1;
    }

    /** Returns the weekday nearest to a day of the same month, which it never leaves. */
    private static LocalDate weekday(LocalDate month, int day) {
        var date = month.withDayOfMonth(day);
        return switch (date.getDayOfWeek()) {
            case SATURDAY -> day == 1 ? date.plusDays(2) : date.minusDays(1);
            case SUNDAY ->
                day == month.lengthOfMonth() ? date.minusDays(2) : date.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
            default -> date;
        };
    }
}
