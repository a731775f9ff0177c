package dev.quartet.dashboard.overview;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Something that changed in the stack.
 *
 * @param level as badges have it: {@code ok}, {@code bad} or {@code quiet}
 * @param still whether it is an alarm that is still off
 * @param href of the page that says more; null where there is none
 */
record Change(
        Instant at,
        String text,
        String level,
        boolean still,
        @Nullable String href) {
    /** With what lasts first, then with the newest. */
    static final Comparator<Change> ORDER =
            Comparator.comparing(Change::still).thenComparing(Change::at).reversed();

    Change {
        requireNonNull(at, "at is null");
        requireNonNull(text, "text is null");
    }
}
