package dev.quartet.local.scheduler;

import static java.util.Objects.requireNonNull;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A schedule as it was asked for, checked as <a
 * href="https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html">CreateSchedule</a> does. Immutable.
 *
 * @param window how much later than due an invocation may be; zero for none
 * @param deleted if the schedule is deleted after its last invocation
 */
record ScheduleSettings(
        String name,
        String group,
        String expression,
        String zone,
        Optional<Instant> start,
        Optional<Instant> end,
        boolean enabled,
        Duration window,
        Optional<String> description,
        boolean deleted,
        Target target) {
    static final String DEFAULT_GROUP = "default";

    private static final Pattern NAME = Pattern.compile("[0-9a-zA-Z-_.]{1,64}");
    private static final int LONGEST_WINDOW = 1440;

    ScheduleSettings {
        requireName("name", name);
        requireName("groupName", group);
        requireNonNull(target, "target is null");
        if (window.isNegative() || window.toMinutes() > LONGEST_WINDOW) {
            throw Errors.invalid(
                    "flexibleTimeWindow.maximumWindowInMinutes",
                    window.toMinutes(),
                    "Member must have value from 1 to " + LONGEST_WINDOW);
        }
        if (start.isPresent() && end.isPresent() && !start.get().isBefore(end.get())) {
            throw Errors.validation(
                    "The StartDate must be before the EndDate: %s, %s".formatted(start.get(), end.get()));
        }
        recurrence(expression, zone, Instant.EPOCH);
    }

    /** Throws unless {@code name} is fit for a schedule or a group. */
    static void requireName(String member, String name) {
        if (!NAME.matcher(name).matches()) {
            throw Errors.invalid(member, name, "Member must satisfy regular expression pattern: " + NAME);
        }
    }

    /**
     * Returns when it is due.
     *
     * @param created when a rate without a start begins
     */
    Recurrence recurrence(Instant created) {
        return recurrence(expression, zone, start.orElse(created));
    }

    private static Recurrence recurrence(String expression, String zone, Instant from) {
        try {
            return Recurrence.parse(expression, ZoneId.of(zone), from);
        } catch (DateTimeException e) {
            throw Errors.validation("Invalid ScheduleExpressionTimezone %s.".formatted(zone));
        } catch (IllegalArgumentException e) {
            throw Errors.validation("Invalid Schedule Expression %s. (%s)".formatted(expression, e.getMessage()));
        }
    }
}
