package dev.quartet.dashboard.overview;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that changed in the stack.
 *
 * @param level as badges have it: {@code ok}, {@code bad} or {@code quiet}
 * @param href of the page that says more; null where there is none
 */
record Change(
        Instant at, String text, String level, @Nullable String href) {
    Change {
        requireNonNull(at, "at is null");
        requireNonNull(text, "text is null");
    }
}
