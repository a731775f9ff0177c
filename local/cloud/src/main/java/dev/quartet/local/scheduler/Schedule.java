package dev.quartet.local.scheduler;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A schedule and when it is due next. Thread-safe. */
final class Schedule {
    /** Whatever was due longer ago was slept through: the machine was off, as AWS never is. */
    static final Duration SLEPT = Duration.ofMinutes(5);

    private final ScheduleSettings settings;
    private final String arn;
    private final Instant created;
    private final Instant modified;
    private final Recurrence recurrence;
    private Optional<Instant> next;

    /**
     * Creates it.
     *
     * @param modified when these settings came; what was due before is past
     */
    Schedule(ScheduleSettings settings, String arn, Instant created, Instant modified) {
        this.settings = requireNonNull(settings, "settings is null");
        this.arn = requireNonNull(arn, "arn is null");
        this.created = requireNonNull(created, "created is null");
        this.modified = requireNonNull(modified, "modified is null");
        this.recurrence = settings.recurrence(modified);
        // A rate is due at once, too.
        var from = settings.start().filter(modified::isBefore).orElse(modified);
        this.next = settings.enabled() ? within(recurrence.next(from.minusNanos(1))) : Optional.empty();
    }

    ScheduleSettings settings() {
        return settings;
    }

    String arn() {
        return arn;
    }

    Instant created() {
        return created;
    }

    Instant modified() {
        return modified;
    }

    /** Returns when it is due next; empty when it never is again. */
    synchronized Optional<Instant> next() {
        return next;
    }

    /** Takes the times that are due by {@code now}: each is given once, late or not, unless it was slept through. */
    synchronized List<Instant> take(Instant now) {
        var due = new ArrayList<Instant>();
        while (next.isPresent() && !next.get().isAfter(now)) {
            due.add(next.get());
            next = within(recurrence.next(next.get()));
            if (next.isPresent() && next.get().isBefore(now.minus(SLEPT))) {
                next = within(recurrence.next(now.minus(SLEPT)));
            }
        }
        if (due.size() > 1 && due.getFirst().isBefore(now.minus(SLEPT))) {
            due.removeFirst();
        }
        return List.copyOf(due);
    }

    private Optional<Instant> within(Optional<Instant> time) {
        return time.filter(at -> settings.end().filter(at::isAfter).isEmpty());
    }
}
