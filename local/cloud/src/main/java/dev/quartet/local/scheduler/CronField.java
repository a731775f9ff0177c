package dev.quartet.local.scheduler;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * One field of a cron expression that is a set of numbers: lists, ranges, steps, names and {@code *}. Immutable.
 *
 * @param first the least number
 * @param names of the numbers from {@code first} on, where there are names
 */
record CronField(String name, int first, int last, List<String> names) {
    static final CronField MINUTES = new CronField("minutes", 0, 59, List.of());
    static final CronField HOURS = new CronField("hours", 0, 23, List.of());
    static final CronField DAYS_OF_MONTH = new CronField("day-of-month", 1, 31, List.of());
    static final CronField MONTHS = new CronField(
            "month",
            1,
            12,
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"));
    static final CronField DAYS_OF_WEEK =
            new CronField("day-of-week", 1, 7, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"));
    static final CronField YEARS = new CronField("year", 1970, 2199, List.of());

    CronField {
        names = List.copyOf(names);
    }

    /** Returns the numbers that {@code text} names; throws {@link IllegalArgumentException} when it is not understood. */
    BitSet parse(String text) {
        var result = new BitSet();
        for (var part : text.split(",", -1)) {
            addPart(part, result);
        }
        return result;
    }

    /** Returns one number or name. */
    int number(String text) {
        int named = names.indexOf(text.toUpperCase(Locale.ROOT));
        if (named >= 0) {
            return first + named;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= first && number <= last) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong(text);
        }
        throw wrong(text);
    }

    private void addPart(String part, BitSet result) {
        var steps = part.split("/", -1);
        if (steps.length > 2) {
            throw wrong(part);
        }
        int step = steps.length == 2 ? step(steps[1]) : 1;
        int from;
        int to;
        if (steps[0].equals("*")) {
            from = first;
            to = last;
        } else if (steps[0].indexOf('-') > 0) {
            var ends = steps[0].split("-", -1);
            if (ends.length != 2) {
                throw wrong(part);
            }
            from = number(ends[0]);
            to = number(ends[1]);
        } else {
            from = number(steps[0]);
            to = steps.length == 2 ? last : from;
        }
        if (from <= to) {
            add(result, from, to, step);
        } else { // FRI-MON
            add(result, from, to + last - first + 1, step);
        }
    }

    private void add(BitSet result, int from, int to, int step) {
        for (int i = from; i <= to; i += step) {
            result.set(i > last ? i - (last - first + 1) : i);
        }
    }

    private int step(String text) {
        try {
            int step = Integer.parseInt(text);
            if (step > 0) {
                return step;
            }
        } catch (NumberFormatException e) {
            throw wrong("/" + text);
        }
        throw wrong("/" + text);
    }

    private IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("%s has '%s'; allowed are %d to %d%s, with , - * /"
                .formatted(name, text, first, last, names.isEmpty() ? "" : " or " + names));
    }
}
